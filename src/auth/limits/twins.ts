import { matchesGlob } from './glob';
import { expire, incrementBy, limitOf, numberAt, readHash, text, writeHash } from './redis-commands';
import type { ExpiringStore } from './store';

/**
 * A script of @upstash/ratelimit 2.2.0 in TypeScript (its src/lua-scripts/single.ts and reset.ts), line by line: same
 * keys, same arguments, same results. Lua returns numbers without their fraction; so does this.
 */
export type Twin = (store: ExpiringStore, keys: readonly string[], args: readonly unknown[]) => unknown;

/** Convert a Lua number as Redis does; `+ 0` because it has no negative zero. */
const integer = (value: number) => Math.trunc(value) + 0;

const fixedWindow: Twin = (store, [key = '', dynamicKey], args) => {
  const limit = limitOf(store, dynamicKey, args[0]);
  const by = numberAt(args, 2);
  const used = incrementBy(store, key, by);
  if (used === by) expire(store, key, numberAt(args, 1));
  return [used, limit].map(integer);
};

const fixedWindowRemaining: Twin = (store, [key = '', dynamicKey], args) => {
  const limit = limitOf(store, dynamicKey, args[0]);
  return [limit - Number(text(store, key) ?? 0), limit].map(integer);
};

/** Weigh the requests of the previous window by the share of it in the last `window` milliseconds. */
function weightOfPrevious(store: ExpiringStore, key: string, now: number, window: number): number {
  const share = (now % window) / window;
  return Math.floor((1 - share) * Number(text(store, key) ?? 0));
}

const slidingWindow: Twin = (store, [current = '', previous = '', dynamicKey], args) => {
  const limit = limitOf(store, dynamicKey, args[0]);
  const [now, window, by] = [numberAt(args, 1), numberAt(args, 2), numberAt(args, 3)];
  const used = Number(text(store, current) ?? 0);
  const before = weightOfPrevious(store, previous, now, window);
  if (by > 0 && before + used >= limit) return [-1, integer(limit)];
  const after = incrementBy(store, current, by);
  if (after === by) expire(store, current, window * 2 + 1000);
  return [limit - (after + before), limit].map(integer);
};

const slidingWindowRemaining: Twin = (store, [current = '', previous = '', dynamicKey], args) => {
  const limit = limitOf(store, dynamicKey, args[0]);
  const before = weightOfPrevious(store, previous, numberAt(args, 1), numberAt(args, 2));
  return [limit - (before + Number(text(store, current) ?? 0)), limit].map(integer);
};

const tokenBucket: Twin = (store, [key = '', dynamicKey], args) => {
  const limit = limitOf(store, dynamicKey, args[0]);
  const [interval, refillRate] = [numberAt(args, 1), numberAt(args, 2)];
  const [now, by] = [numberAt(args, 3), numberAt(args, 4)];
  const bucket = readHash(store, key);
  let refilledAt = Number(bucket?.get('refilledAt') ?? now);
  let tokens = Number(bucket?.get('tokens') ?? limit);
  if (now >= refilledAt + interval) {
    const refills = Math.floor((now - refilledAt) / interval);
    tokens = Math.min(limit, tokens + refills * refillRate);
    refilledAt += refills * interval;
  }
  if (by > 0 && tokens < by) return [-1, refilledAt + interval, limit].map(integer);
  const remaining = tokens - by;
  writeHash(store, key, { refilledAt, tokens: remaining });
  const lifetime = Math.ceil((limit - remaining) / refillRate) * interval;
  if (lifetime > 0) expire(store, key, lifetime);
  return [remaining, refilledAt + interval, limit].map(integer);
};

const tokenBucketRemaining: Twin = (store, [key = '', dynamicKey], args) => {
  const limit = limitOf(store, dynamicKey, args[0]);
  const bucket = readHash(store, key);
  if (!bucket) return [limit, -1, limit].map(integer);
  return [Number(bucket.get('tokens')), Number(bucket.get('refilledAt')), limit].map(integer);
};

const reset: Twin = (store, [pattern = '']) => {
  const matches = matchesGlob(pattern);
  for (const key of store.keys()) if (matches(key)) store.delete(key);
  return null;
};

/** SHA-1 of the library's script → its twin. A script that changed by a character is not in this map. */
export const twins: ReadonlyMap<string, Twin> = new Map([
  ['b2efc02798c8e9b471a10f9b1d5745db89923ff3', fixedWindow],
  ['823cb2a5a902d69681244f5e28e5ebb8f2a89edd', fixedWindowRemaining],
  ['74740bb3d7792848093cdef586b6b6037c455fd6', slidingWindow],
  ['7ca36169e0fc9caedd81b4eef8e99854c157f9b5', slidingWindowRemaining],
  ['d60be5bd3d83482ae229309f1f7425424f891204', tokenBucket],
  ['40daf4a441df736f5c99f8b77bbe176c909e5de4', tokenBucketRemaining],
  ['54bd274ddc59fb3be0f42deee2f64322a10e2b50', reset],
]);
