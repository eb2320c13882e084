import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { AppError } from '../domain/error';
import { Secret } from '../domain/secret';
import type { Clock } from '../lib/clock';
import type { Logger } from '../lib/log';
import { databaseAway } from './unavailable';
import { untilAnswered } from './until-answered';

/** Start with a test clock. @param answersAfterMs time until PostgreSQL begins to answer */
function starting(
  answersAfterMs: number,
  refusal: () => Error = () => databaseAway(new Error('connect ECONNREFUSED')),
) {
  let nowMs = 0;
  let attempts = 0;
  const warnings: unknown[] = [];
  const clock: Clock = {
    now: () => new Date(nowMs),
    monotonicMs: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms;
    },
  };
  // Only warnings are logged here.
  const log = { warn: (fields: unknown) => warnings.push(fields) } as unknown as Logger;
  const work = async () => {
    attempts++;
    if (nowMs < answersAfterMs) throw refusal();
    return 'done';
  };
  const url = new Secret('postgresql://gantry:hidden@db.example:5432/gantry');
  return {
    result: untilAnswered(work, { url, log, clock, random: () => 0.5 }),
    attempts: () => attempts,
    nowMs: () => nowMs,
    warnings,
  };
}

describe('a start while PostgreSQL is away', () => {
  it('waits until it answers, and says so once, without the password', async () => {
    const start = starting(20_000);
    expect(await start.result).toBe('done');
    expect(start.attempts()).toBeGreaterThan(10);
    expect(start.warnings).toEqual([{ host: 'db.example:5432', reason: 'connect ECONNREFUSED' }]);
  });

  it('ends after a minute with the address, the reason and what to look at', async () => {
    const start = starting(Number.POSITIVE_INFINITY);
    await expect(start.result).rejects.toThrow(
      'PostgreSQL at db.example:5432 does not answer: connect ECONNREFUSED. Check that it is running and that DATABASE_URL is right.',
    );
    expect(start.nowMs()).toBeGreaterThan(60_000);
    expect(start.nowMs()).toBeLessThan(62_000);
  });

  it('keeps the reason when later attempts have none', async () => {
    const failures = [databaseAway(new Error('connect ECONNREFUSED'))];
    const start = starting(Number.POSITIVE_INFINITY, () => failures.pop() ?? databaseAway());
    await expect(start.result).rejects.toThrow('does not answer: connect ECONNREFUSED. Check');
  });

  it('ends at once for a refusal of our own', async () => {
    const refusal = new AppError('conflict', 'Another process answers requests.');
    const start = starting(1_000, () => refusal);
    await expect(start.result).rejects.toBe(refusal);
    expect([start.attempts(), start.warnings]).toEqual([1, []]);
  });

  it.each(['28P01', '28000', '3D000', '22023'])(
    'ends at once for the refusal %s, and says what to look at',
    async (code) => {
      const refusal = new pg.DatabaseError('password authentication failed for user "gantry"', 1, 'error');
      refusal.code = code;
      const start = starting(1_000, () => refusal);
      await expect(start.result).rejects.toThrow(
        'PostgreSQL at db.example:5432 refuses: password authentication failed for user "gantry". Check DATABASE_URL.',
      );
      expect(start.attempts()).toBe(1);
    },
  );
});
