import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../../lib/log';
import type { Limits } from './limits';
import { openLimits } from './open';
import { startTestRedis, type TestRedis } from './redis.testing';

let redis: TestRedis;
const opened: Limits[] = [];
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(async () => {
  for (const limits of opened) await limits.close();
  await redis.stop();
});

// Fake only the date, so that no window ends during a test.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 });
  return () => vi.useRealTimers();
});

async function open(installation = 'one'): Promise<Limits> {
  const limits = await openLimits({
    redisUrl: redis.url,
    settings: { apiPerMinute: 5 },
    log: createLogger('silent'),
    installation,
  });
  opened.push(limits);
  return limits;
}

async function allowed(limits: Limits, key: string, tries: number): Promise<number> {
  let count = 0;
  for (let i = 0; i < tries; i++) if ((await limits.check('api', key)).isAllowed) count++;
  return count;
}

describe('limits in Redis', () => {
  it('are those of all processes together', async () => {
    const [first, second] = [await open(), await open()];
    expect(await allowed(first, 'user', 3)).toBe(3);
    expect(await allowed(second, 'user', 4)).toBe(2);
    expect(await first.peek('api', 'user')).toMatchObject({ isAllowed: false, remaining: 0 });
    expect([first.fallbacks, second.fallbacks]).toEqual([0, 0]);
  });

  it('belong to one installation', async () => {
    expect(await allowed(await open('two'), 'user', 5)).toBe(5);
  });

  it('count in memory while Redis gives no answer, and in Redis again afterwards', async () => {
    const limits = await open('three');
    expect(await allowed(limits, 'user', 2)).toBe(2);
    redis.pause();
    expect(await allowed(limits, 'user', 7)).toBe(5);
    expect(limits.fallbacks).toBe(7);
    redis.resume();
    vi.setSystemTime(Date.now() + 2_000);
    // The two earlier requests, and the one that timed out: Redis counted it after it resumed.
    expect((await limits.peek('api', 'user')).remaining).toBe(2);
    expect(limits.fallbacks).toBe(7);
  });

  it('count in memory when Redis is not there at all', async () => {
    const gone = await startTestRedis();
    await gone.stop();
    const limits = await openLimits({
      redisUrl: gone.url,
      settings: { apiPerMinute: 5 },
      log: createLogger('silent'),
      installation: 'four',
    });
    expect(await allowed(limits, 'user', 7)).toBe(5);
    expect(limits.fallbacks).toBe(7);
    await limits.close();
  });

  it('start again after Redis forgot the scripts', async () => {
    const limits = await open('five');
    expect(await allowed(limits, 'user', 2)).toBe(2);
    await redis.flushScripts();
    expect(await allowed(limits, 'user', 5)).toBe(3);
    expect(limits.fallbacks).toBe(0);
  });
});
