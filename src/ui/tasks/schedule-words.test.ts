import { describe, expect, it } from 'vitest';
import { nextTimes, scheduleWords, timeIn } from './schedule-words';

it.each([
  ['every_minute', 'Every minute'],
  ['*/5 * * * *', 'Every 5 minutes'],
  ['hourly', 'Every hour at minute 0'],
  ['daily', 'Every day at 00:00'],
  ['30 3 * * *', 'Every day at 03:30'],
  ['weekly', 'Every Sunday at 00:00'],
  ['5 9 * * 7', 'Every Sunday at 09:05'],
  ['monthly', 'Every month on day 1 at 00:00'],
  ['0 0 1 1 *', '0 0 1 1 *'],
  ['0 9-17 * * 1-5', '0 9-17 * * 1-5'],
])('%s is "%s"', (frequency, words) => expect(scheduleWords(frequency)).toBe(words));

describe('the next times', () => {
  const after = new Date('2026-11-29T10:00:00Z');

  it('are those of the zone', () => {
    const times = nextTimes('0 9 * * *', 'Europe/Berlin', after, 2);
    expect(times.map((time) => timeIn('Europe/Berlin', time))).toEqual([
      'Mon 30 Nov, 09:00',
      'Tue 1 Dec, 09:00',
    ]);
  });

  it('are none of what is no schedule or no zone', () => {
    expect(nextTimes('always', 'UTC', after, 2)).toEqual([]);
    expect(nextTimes('daily', 'Nowhere', after, 2)).toEqual([]);
  });
});
