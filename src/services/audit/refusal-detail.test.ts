import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import { refusalDetail } from './refusal-detail';

const refused = (fields: Record<string, string[]>) =>
  refusalDetail(new AppError('validation_failed', 'Validation failed.', { fields }));

describe('the detail of a refusal', () => {
  it('names fields and rules', () => {
    expect(refused({ name: ['The name field is required.'], 'data.0.key': ['Must not be empty.'] })).toEqual({
      fields: { name: ['The name field is required.'], 'data.0.key': ['Must not be empty.'] },
    });
  });

  it('quotes nothing that was sent', () => {
    expect(refused({ host: ['The host "10.0.0.1" is private.', 'Unknown: `rm -rf`'], 'a b': ['x'] })).toEqual(
      {
        fields: { host: ['The host "…" is private.', 'Unknown: `…`'], '(unreadable name)': ['x'] },
      },
    );
  });

  it('names the check, where one refused', () => {
    expect(refusalDetail(new AppError('forbidden', 'No.', { check: 'scope' }))).toEqual({ check: 'scope' });
    expect(refusalDetail(new AppError('not_found', 'Project not found.'))).toBeNull();
  });
});
