import { expect, test } from 'vitest';
import { formatDuration } from './duration';
import { formatRelative, readTime } from './time';

const now = new Date('2026-08-22T12:00:00Z');

test.each([
  ['2026-08-22T11:59:50Z', 'just now'],
  ['2026-08-22T11:57:01Z', '3 min. ago'],
  ['2026-08-22T07:00:00Z', '5 hr. ago'],
  ['2026-08-21T11:00:00Z', 'yesterday'],
  ['2026-08-29T12:00:00Z', 'in 7 days'],
  ['2026-11-20T11:59:00Z', 'in 90 days'],
  ['2026-02-01T00:00:00Z', '7 mo. ago'],
  ['2024-01-01T00:00:00Z', '3 yr. ago'],
])('%s is %s', (value, expected) => {
  expect(formatRelative(new Date(value), now)).toBe(expected);
});

test('both spellings of a time are UTC', () => {
  expect(readTime('2026-08-22 17:22:50').toISOString()).toBe('2026-08-22T17:22:50.000Z');
  expect(readTime('2026-08-22T17:22:50.000000Z').toISOString()).toBe('2026-08-22T17:22:50.000Z');
});

test.each([
  [-5, '0.0 s'],
  [440, '0.4 s'],
  [12_900, '12 s'],
  [185_000, '3 m 05 s'],
  [3_725_000, '1 h 02 m'],
])('%i ms is %s', (milliseconds, expected) => {
  expect(formatDuration(milliseconds)).toBe(expected);
});
