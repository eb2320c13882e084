import { expect, test } from 'vitest';
import { type AuditFilters, readFilters, toQuery, writeFilters } from './filters';

const filters: AuditFilters = {
  search: 'ada & co',
  action: 'apiKey.',
  outcome: 'denied',
  actor_user_id: '0b8f3f0e-7c4e-4a53-9d0a-0d3a8f5d1c11',
  target_uuid: 'kq3jf0s2mdl9x7c1b5n8v4z6',
  period: 'week',
};

test('filters survive the address', () => {
  expect(readFilters(new URLSearchParams(writeFilters(filters)))).toEqual(filters);
});

test('what is no filter is left out', () => {
  const query = new URLSearchParams('outcome=great&period=toString&actor_user_id=1&search=%20&color=blue');
  expect(readFilters(query)).toEqual({});
  expect(writeFilters({})).toBe('');
});

test('a period is a time to begin at', () => {
  expect(toQuery({ action: 'role.', period: 'day' }, new Date('2026-08-22T12:30:45.123Z'))).toEqual({
    action: 'role.',
    since: '2026-08-21T12:30:00.000Z',
  });
  expect(toQuery({}, new Date())).toEqual({});
});
