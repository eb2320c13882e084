import { expect, it } from 'vitest';
import { readFilters } from './filters';

it('takes from an address what can be filtered by', () => {
  const read = (address: string) => readFilters(new URLSearchParams(address));
  expect(read('status=failed&event=test')).toEqual({ status: 'failed', event: 'test' });
  expect(read('event=backup_failure')).toEqual({ event: 'backup_failure' });
  expect(read('status=lost&event=toString')).toEqual({});
  expect(read('event=traefik_outdated')).toEqual({}); // never sent
});
