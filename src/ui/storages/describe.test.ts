import { expect, it } from 'vitest';
import type { Storage } from '../resources';
import { lookOf, sourceOf, whatStays } from './describe';

const shared = {
  id: 1,
  uuid: 's1',
  component: null,
  is_read_only: false,
  supports_backups: true,
  mount_path: '/data',
  is_preview_suffix_enabled: true,
  resource_id: 1,
  created_at: '',
  updated_at: '',
};
const volume: Storage = {
  ...shared,
  type: 'persistent',
  name: 'data',
  host_path: null,
  volume_name: 'a1-data',
};
const file: Storage = {
  ...shared,
  type: 'file',
  fs_path: '/files/s1',
  is_directory: false,
  is_host_file: false,
};

it.each<[Storage, string, string, string]>([
  [volume, 'Volume', 'a1-data', 'The volume a1-data stays'],
  [{ ...volume, host_path: '/srv', volume_name: null }, 'Server path', '/srv', '/srv stays'],
  [file, 'File', '/files/s1', 'permanently deleted'],
  [{ ...file, is_directory: true }, 'Folder', '/files/s1', '/files/s1 stays'],
  [{ ...file, is_host_file: true }, 'Server file', '/files/s1', '/files/s1 stays'],
])('%j is a %s at %s', (storage, label, source, stays) => {
  expect([lookOf(storage).label, sourceOf(storage)]).toEqual([label, source]);
  expect(whatStays(storage)).toContain(stays);
});
