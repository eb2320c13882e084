import { expect, it } from 'vitest';
import { detailOf, type Execution, fileSize } from './execution';

const execution: Execution = {
  uuid: 'execution1',
  created_at: '',
  finished_at: null,
  filename: '/backups/a.dmp',
  size: 1,
  message: null,
  status: 'success',
  database_name: 'shop',
  local_storage_deleted: false,
  s3_uploaded: null,
  proven_at: null,
  drill_error: null,
};

it.each([
  [{}, '/backups/a.dmp'],
  [{ proven_at: '2026-01-01T00:00:00Z' }, 'Restore drill passed · /backups/a.dmp'],
  [{ drill_error: 'No room.' }, 'Not proven by a restore drill: No room.'],
  [{ message: 'The dump failed.' }, 'The dump failed.'],
])('tells of a backup with %j', (change, text) => expect(detailOf({ ...execution, ...change })).toBe(text));

it.each([
  [0, '0 B'],
  [640, '640 B'],
  [1536, '1.5 KB'],
  [20 * 1024 ** 2, '20 MB'],
  [3 * 1024 ** 3, '3.0 GB'],
])('%d bytes are %s', (bytes, text) => expect(fileSize(bytes)).toBe(text));
