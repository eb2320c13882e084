import { expect, it } from 'vitest';
import { nextRun } from './next-run';

it.each([
  ['* * * * *', '2026-11-29T05:00:30Z', '2026-11-29T05:01:00.000Z'],
  ['hourly', '2026-11-29T05:00:00Z', '2026-11-29T06:00:00.000Z'],
  ['daily', '2026-12-31T23:59:59Z', '2027-01-01T00:00:00.000Z'],
  ['weekly', '2026-11-29T05:00:00Z', '2026-12-06T00:00:00.000Z'],
  ['0 3 * * 7', '2026-11-28T05:00:00Z', '2026-11-29T03:00:00.000Z'],
  ['monthly', '2026-11-29T05:00:00Z', '2026-12-01T00:00:00.000Z'],
  ['0 0 29 2 *', '2026-11-29T05:00:00Z', '2028-02-29T00:00:00.000Z'],
  ['*/20 8-9 * * 1-5', '2026-11-27T09:41:00Z', '2026-11-30T08:00:00.000Z'],
  ['0 0 13 * fri', '2026-11-29T05:00:00Z', '2026-12-04T00:00:00.000Z'],
  ['0 0 31 * *', '2026-11-29T05:00:00Z', '2026-12-31T00:00:00.000Z'],
])('the next run of %s after %s is %s', (schedule, after, next) =>
  expect(nextRun(schedule, new Date(after))?.toISOString()).toBe(next),
);

it('is none for what is no schedule', () => expect(nextRun('always', new Date(0))).toBeNull());

it.each([
  ['0 9 * * *', 'Europe/Berlin', '2026-07-01T00:00:00Z', '2026-07-01T07:00:00.000Z'],
  ['0 9 * * *', 'Europe/Berlin', '2026-12-01T00:00:00Z', '2026-12-01T08:00:00.000Z'],
  ['0 0 * * 1', 'America/New_York', '2026-11-29T23:30:00Z', '2026-11-30T05:00:00.000Z'],
  ['30 5 * * *', 'Asia/Kolkata', '2026-11-29T00:00:00Z', '2026-11-30T00:00:00.000Z'],
  // Clocks go from 02:00 to 03:00: runs at the next valid time, and once.
  ['30 2 * * *', 'Europe/Berlin', '2027-03-28T00:00:00Z', '2027-03-28T01:00:00.000Z'],
  ['30 2 * * *', 'Europe/Berlin', '2027-03-28T01:00:00Z', '2027-03-29T00:30:00.000Z'],
  // 02:30 occurs twice: runs once.
  ['30 2 * * *', 'Europe/Berlin', '2026-10-25T00:00:00Z', '2026-10-25T00:30:00.000Z'],
  ['30 2 * * *', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00.000Z'],
  ['30 2 * * *', 'Europe/Berlin', '2026-10-25T01:10:00Z', '2026-10-26T01:30:00.000Z'],
  // In every hour, even the one that occurs twice.
  ['*/20 * * * *', 'Europe/Berlin', '2026-10-25T00:50:00Z', '2026-10-25T01:00:00.000Z'],
  ['*/20 * * * *', 'Europe/Berlin', '2026-10-25T01:00:00Z', '2026-10-25T01:20:00.000Z'],
  ['hourly', 'Europe/Berlin', '2027-03-28T00:00:00Z', '2027-03-28T01:00:00.000Z'],
])('the next run of %s in %s after %s is %s', (schedule, zone, after, next) =>
  expect(nextRun(schedule, new Date(after), zone)?.toISOString()).toBe(next),
);
