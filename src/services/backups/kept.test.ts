import { describe, expect, it } from 'vitest';
import { outdatedBackups } from './kept';

const now = new Date('2026-11-29T00:00:00Z');
const gigabyte = 1024 ** 3;
/** One per day, newest first, one gigabyte each. */
const backups = [1, 2, 3, 4, 5].map((age) => ({
  age,
  bytes: gigabyte,
  createdAt: new Date(now.getTime() - age * 86_400_000),
}));
const unlimited = { keepAmount: 0, keepDays: 0, keepGigabytes: 0 };
const ages = (limits: Partial<typeof unlimited>, of = backups) =>
  outdatedBackups({ ...unlimited, ...limits }, of, now).map(({ age }) => age);

describe('backups that are not kept', () => {
  it('are none without a limit', () => expect(ages({})).toEqual([]));
  it('leave as many as are wanted, the new one included', () =>
    expect(ages({ keepAmount: 3 })).toEqual([3, 4, 5]));
  it('are older than the days', () => expect(ages({ keepDays: 3 })).toEqual([4, 5]));
  it('are those beyond the storage, which the new one needs as well', () =>
    expect(ages({ keepGigabytes: 3 })).toEqual([3, 4, 5]));
  it('are what any limit says', () => expect(ages({ keepAmount: 5, keepDays: 2 })).toEqual([3, 4, 5]));
  it('are never the last one', () => {
    expect(ages({ keepAmount: 1, keepDays: 1, keepGigabytes: 0.1 })).toEqual([2, 3, 4, 5]);
    expect(ages({ keepAmount: 1 }, [])).toEqual([]);
  });
});
