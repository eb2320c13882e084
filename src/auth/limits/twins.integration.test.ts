import { Ratelimit } from '@upstash/ratelimit';
import fc from 'fast-check';
import { createClient } from 'redis';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LimitBackend } from './backend';
import { limiterOver } from './limiter';
import { createMemoryBackend } from './memory-backend';
import { startTestRedis, type TestRedis } from './redis.testing';
import { createRedisBackend } from './redis-backend';

/** The scripts in a real Redis and their in-memory twins, with the same calls from the library itself. */
let redis: TestRedis;
let client: ReturnType<typeof createClient>;
let shared: LimitBackend;
beforeAll(async () => {
  redis = await startTestRedis();
  client = createClient({ url: redis.url.reveal() });
  await client.connect();
  shared = createRedisBackend({
    scriptLoad: (script) => client.scriptLoad(script),
    evalSha: (sha, keys, args) => client.evalSha(sha, { keys, arguments: args }),
    get: (key) => client.get(key),
    set: (key, value) => client.set(key, value),
    del: (keys) => client.del(keys),
  });
});
afterAll(async () => {
  client.destroy();
  await redis.stop();
});
// Fake only the date, which the library passes to the scripts. Redis' own clock keeps running, so nothing expires
// meanwhile.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  return () => vi.useRealTimers();
});

const step = fc.record({
  do: fc.oneof(
    { weight: 8, arbitrary: fc.constant('limit' as const) },
    { weight: 2, arbitrary: fc.constant('remaining' as const) },
    { weight: 1, arbitrary: fc.constant('reset' as const) },
    { weight: 1, arbitrary: fc.constant('dynamic' as const) },
  ),
  who: fc.constantFrom('anna', 'bert', '2001:db8::1'),
  rate: fc.oneof(fc.constant(1), fc.integer({ min: -3, max: 6 })),
  wait: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 15_000 })),
  limit: fc.option(fc.integer({ min: 0, max: 12 }), { nil: false as const }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const algorithms = {
  'fixed window': (tokens: number) => Ratelimit.fixedWindow(tokens, '10 s'),
  'sliding window': (tokens: number) => Ratelimit.slidingWindow(tokens, '10 s'),
  'token bucket': (tokens: number) => Ratelimit.tokenBucket(Math.max(1, tokens >> 1), '10 s', tokens),
};

async function answer(limiter: Ratelimit, { do: action, who, rate, limit }: Step): Promise<unknown> {
  if (action === 'remaining') return limiter.getRemaining(who);
  if (action === 'reset') return limiter.resetUsedTokens(who);
  if (action === 'dynamic') return limiter.setDynamicLimit({ limit });
  const { pending: _, ...answered } = await limiter.limit(who, { rate });
  return answered;
}

/** Get the keys that expire, with their remaining milliseconds. */
async function lifetimes(prefix: string): Promise<Record<string, number>> {
  const keys = (await client.keys(`${prefix}:*`)).sort();
  return Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await client.pTTL(key)])));
}

describe.each(Object.entries(algorithms))('a %s', (_, algorithm) => {
  it('answers the same in memory and in Redis, for any sequence', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 10 }),
        fc.array(step, { minLength: 1, maxLength: 40 }),
        async (tokens, steps) => {
          vi.setSystemTime(1_800_000_000_000);
          const prefix = `run${run++}`;
          await client.flushAll();
          const memory = createMemoryBackend(() => 0); // as in Redis, nothing expires during the test
          const [inRedis, inMemory] = [shared, memory].map((backend) => {
            const limiter = limiterOver(backend, { prefix, limiter: algorithm(tokens), timeout: 0 });
            return Object.assign(limiter, withDynamicLimits(limiter));
          });
          for (const each of steps) {
            vi.setSystemTime(Date.now() + each.wait);
            expect(await answer(inMemory!, each)).toEqual(await answer(inRedis!, each));
          }
          for (const [key, left] of Object.entries(await lifetimes(prefix))) {
            const expected = memory.store.timeToLive(key);
            if (left < 0) expect([key, expected]).toEqual([key, null]);
            else expect(Math.abs(left - (expected ?? -1e9)), key).toBeLessThan(5_000);
          }
          expect(Object.keys(await lifetimes(prefix))).toEqual(
            memory.store
              .keys()
              .filter((key) => memory.store.get(key) !== undefined)
              .sort(),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Enable dynamic limits, which Gantry does not use, but the scripts and so the twins support. */
function withDynamicLimits(limiter: Ratelimit): object {
  const { ctx } = limiter as unknown as { ctx: { dynamicLimits: boolean } }; // protected: our wrapper has no option for it
  ctx.dynamicLimits = true;
  return { dynamicLimits: true };
}
