import { describe, expect, it } from 'vitest';
import { changesOf, type S3Storage, storageForm, valuesOf } from './storage-values';

const storage: S3Storage = {
  id: 1,
  uuid: 's1',
  name: 'Offsite',
  description: null,
  bucket: 'backups',
  endpoint: 'https://s3.example.com',
  is_usable: true,
  region: 'us-east-1',
  team_id: 0,
  created_at: '',
  updated_at: '',
};

describe('the form of a storage', () => {
  it('sends what was changed, and no key that was not typed', () => {
    const values = valuesOf(storage);
    expect(changesOf(storage, values)).toEqual({});
    expect(changesOf(storage, { ...values, bucket: 'other', secret: 's' })).toEqual({
      bucket: 'other',
      secret: 's',
    });
  });

  it('needs keys of a new storage alone', () => {
    const fields = (isNew: boolean) =>
      storageForm(isNew)
        .safeParse(valuesOf(storage))
        .error?.issues.map(({ path }) => path[0]) ?? [];
    expect(fields(true)).toEqual(['key', 'secret']);
    expect(fields(false)).toEqual([]);
  });
});
