import { describe, expect, it } from 'vitest';
import { dueRuns } from './due-runs';

const daily = { frequency: '0 3 * * *', timeZone: 'UTC' };
const due = new Date('2026-11-29T03:00:00Z');
const next = new Date('2026-11-30T03:00:00Z');

describe('a run that is due', () => {
  it('happens, also when it is a little late', () => {
    for (const now of ['2026-11-29T03:00:05Z', '2026-11-29T03:59:00Z'])
      expect(dueRuns({ ...daily, nextRunAt: due }, new Date(now))).toEqual({
        isRun: true,
        missed: null,
        next,
      });
  });

  it('is missed when it is too late', () =>
    expect(dueRuns({ ...daily, nextRunAt: due }, new Date('2026-11-29T09:00:00Z'))).toEqual({
      isRun: false,
      missed: due,
      next,
    }));

  it('is missed and made up for where that is wanted', () =>
    expect(
      dueRuns({ ...daily, nextRunAt: due, isMadeUpFor: true }, new Date('2026-11-29T09:00:00Z')),
    ).toEqual({ isRun: true, missed: due, next }));

  it('happens once after a time in which several were missed', () => {
    const minutes = { frequency: '* * * * *', timeZone: 'UTC', nextRunAt: due };
    expect(dueRuns(minutes, new Date('2026-11-29T09:00:10Z'))).toEqual({
      isRun: true,
      missed: due,
      next: new Date('2026-11-29T09:01:00Z'),
    });
  });

  it('knows the time zone of its schedule', () => {
    const berlin = { ...daily, timeZone: 'Europe/Berlin', nextRunAt: new Date('2026-11-29T02:00:00Z') };
    expect(dueRuns(berlin, new Date('2026-11-29T02:00:01Z')).next?.toISOString()).toBe(
      '2026-11-30T02:00:00.000Z',
    );
  });
});
