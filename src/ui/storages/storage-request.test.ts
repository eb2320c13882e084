import { expect, it } from 'vitest';
import { storageForm, storageRequest } from './storage-request';

const values = {
  kind: 'volume',
  name: 'data',
  mount_path: '/data',
  host_path: '',
  content: '',
  resource_uuid: '',
} as const;

it('makes a request of each kind', () => {
  expect(storageRequest(values)).toEqual({ type: 'persistent', name: 'data', mount_path: '/data' });
  expect(storageRequest({ ...values, kind: 'bind', host_path: '/srv' })).toMatchObject({ host_path: '/srv' });
  expect(storageRequest({ ...values, kind: 'directory' })).toMatchObject({
    is_directory: true,
    fs_path: './data',
  });
  expect(storageRequest({ ...values, kind: 'file', content: 'text' })).toEqual({
    type: 'file',
    content: 'text',
    mount_path: '/data',
  });
});

it.each([
  [{ mount_path: 'data' }, 'mount_path'],
  [{ name: '' }, 'name'],
  [{ kind: 'bind', host_path: '/etc' }, 'host_path'],
] as const)('says what is wrong with %j', (change, field) => {
  const { error } = storageForm.safeParse({ ...values, ...change });
  expect(error?.issues.map(({ path }) => path[0])).toEqual([field]);
});
