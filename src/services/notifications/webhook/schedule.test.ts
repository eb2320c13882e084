import { describe, expect, it } from 'vitest';
import { nextDelayMs, readRetryAfter, retryDelaysMs } from './schedule';

const none = () => 0;
const HOUR_MS = 3_600_000;

describe('the delay before a retry', () => {
  it('grows over three days, then there is none', () => {
    const delays = Array.from({ length: 10 }, (_, retry) => nextDelayMs(retry, null, none));
    expect(delays).toEqual([...retryDelaysMs, null]);
    const total = retryDelaysMs.reduce((sum, delay) => sum + delay, 0);
    expect(Math.floor(total / HOUR_MS)).toBe(75);
  });

  it('varies a little', () => {
    expect(nextDelayMs(1, null, () => 1)).toBe(330_000);
  });

  it('is longer when the receiver asks for it, up to a day, and never shorter', () => {
    expect(nextDelayMs(0, 60_000, none)).toBe(60_000);
    expect(nextDelayMs(0, 1_000, none)).toBe(5_000);
    expect(nextDelayMs(0, 1e12, none)).toBe(24 * HOUR_MS);
    expect(nextDelayMs(9, 60_000, none)).toBeNull();
  });
});

describe('Retry-After', () => {
  const now = new Date('2026-11-29T12:00:00.000Z');
  it.each([
    ['120', 120_000],
    ['Sun, 29 Nov 2026 12:01:00 GMT', 60_000],
    ['Sun, 29 Nov 2026 11:00:00 GMT', null],
    ['0', null],
    ['-5', null],
    ['soon', null],
    ['9'.repeat(20), null],
    [undefined, null],
  ])('%s is %s', (value, expected) => {
    expect(readRetryAfter(value, now)).toBe(expected);
  });
});
