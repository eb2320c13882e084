import { expect, it } from 'vitest';
import { isCrashLoop } from './crash-loop';

const now = new Date('2026-01-01T12:00:00Z');
const justNow = '2026-01-01T11:59:30Z';
const longAgo = '2026-01-01T10:00:00Z';

it.each([
  ['restarting', 10, justNow, 10, true],
  ['restarting', 10, longAgo, 10, true],
  ['running', 11, justNow, 10, true],
  ['restarting', 9, justNow, 10, false],
  ['running', 50, longAgo, 10, false],
  ['exited', 50, justNow, 10, false],
  ['restarting', 50, justNow, 0, false],
] as const)(
  '%s, restarted %i times, started %s, limit %i: %s',
  (status, restartCount, startedAt, limit, is) => {
    expect(isCrashLoop({ status, restartCount, startedAt }, limit, now)).toBe(is);
  },
);
