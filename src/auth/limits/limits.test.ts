import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../../lib/log';
import { createLimits } from './limits';
import { createMemoryBackend } from './memory-backend';

const log = createLogger('silent');
const inMemory = (apiPerMinute: number) =>
  createLimits({ shared: null, settings: { apiPerMinute }, log, prefix: 'test' });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 });
});
afterEach(() => vi.useRealTimers());

describe('a limit', () => {
  it('lets so many requests pass in a minute, and says what is left', async () => {
    const limits = inMemory(3);
    const states = [];
    for (let i = 0; i < 4; i++) states.push(await limits.check('api', 'anna'));
    expect(states.map(({ isAllowed, remaining }) => [isAllowed, remaining])).toEqual([
      [true, 2],
      [true, 1],
      [true, 0],
      [false, 0],
    ]);
    expect(states[0]).toMatchObject({ requests: 3, windowSeconds: 60, resetAt: 1_800_000_060_000 });
    expect(await limits.check('api', 'bert')).toMatchObject({ isAllowed: true, remaining: 2 });
  });

  it('slides: what was used counts less as time goes by', async () => {
    const limits = inMemory(10);
    for (let i = 0; i < 10; i++) await limits.check('api', 'anna');
    vi.setSystemTime(1_800_000_090_000); // halfway through the next minute: five of the ten still count
    expect(await limits.peek('api', 'anna')).toMatchObject({ isAllowed: true, remaining: 5 });
    vi.setSystemTime(1_800_000_180_000);
    expect(await limits.peek('api', 'anna')).toMatchObject({ remaining: 10 });
  });

  it('is looked at without being used', async () => {
    const limits = inMemory(1);
    await limits.peek('api', 'anna');
    expect((await limits.check('api', 'anna')).isAllowed).toBe(true);
    expect((await limits.peek('api', 'anna')).isAllowed).toBe(false);
  });

  it('is where the library says, also for those it was never asked about', async () => {
    const limits = inMemory(10);
    await limits.check('api', 'anna');
    vi.setSystemTime(1_800_000_119_999); // the last moment in which anna's call is in a window, with no weight
    expect(await limits.peek('api', 'bert')).toEqual(await limits.peek('api', 'anna'));
  });

  it('counts a batch by its calls', async () => {
    const limits = inMemory(10);
    expect((await limits.check('api', 'anna', 8)).remaining).toBe(2);
  });

  it('of a key is its own', async () => {
    const limits = inMemory(10);
    const quota = { requests: 1, windowSeconds: 3600 };
    expect((await limits.checkKey('key', quota)).isAllowed).toBe(true);
    expect(await limits.checkKey('key', quota)).toMatchObject({ isAllowed: false, windowSeconds: 3600 });
    expect((await limits.checkKey('other', quota)).isAllowed).toBe(true);
  });
});

describe('memory', () => {
  it('forgets the key that was used longest ago when there are too many', async () => {
    const backend = createMemoryBackend(Date.now, 3);
    for (const key of ['a', 'b', 'c']) await backend.set(key, 1);
    await backend.get('a');
    await backend.set('d', 1);
    expect(backend.store.keys().sort()).toEqual(['a', 'c', 'd']);
  });

  it('refuses a script that it does not know, in words the library does not take for a missing one', async () => {
    const backend = createMemoryBackend();
    const refusal = backend.evalsha('0'.repeat(40), [], []);
    await expect(refusal).rejects.toThrow('has no twin');
    await expect(refusal).rejects.not.toThrow('NOSCRIPT');
    await expect(backend.eval('return 1', [], [])).rejects.toThrow('has no twin');
  });
});
