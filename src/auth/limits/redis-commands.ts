import type { ExpiringStore, StoredValue } from './store';

/** Redis commands that the limiter's scripts call, on the in-memory store and with Redis' errors. */

export function text(store: ExpiringStore, key: string): string | undefined {
  const value = store.get(key);
  if (value instanceof Map) throw wrongType();
  return value;
}

/** Do what Redis' INCRBY does. */
export function incrementBy(store: ExpiringStore, key: string, by: number): number {
  const before = Number(text(store, key) ?? 0);
  if (!Number.isInteger(by) || !Number.isInteger(before))
    throw new Error('ERR value is not an integer or out of range');
  store.put(key, String(before + by));
  return before + by;
}

/** Do what Redis' PEXPIRE does. */
export function expire(store: ExpiringStore, key: string, ms: number): void {
  if (!Number.isInteger(ms)) throw new Error('ERR value is not an integer or out of range');
  store.expire(key, ms);
}

/** Do what Redis' HGETALL does; undefined without such a key. */
export function readHash(store: ExpiringStore, key: string): ReadonlyMap<string, string> | undefined {
  const value = store.get(key);
  if (typeof value === 'string') throw wrongType();
  return value;
}

/** Do what Redis' HSET does with all fields at once. */
export function writeHash(store: ExpiringStore, key: string, fields: Record<string, number>): void {
  const value: StoredValue = new Map(readHash(store, key));
  for (const [name, number] of Object.entries(fields)) value.set(name, String(number));
  store.put(key, value);
}

/** Get the effective limit: the one stored under the dynamic key, if any, else the one given by the caller. */
export function limitOf(store: ExpiringStore, dynamicKey: string | undefined, given: unknown): number {
  const stored = dynamicKey ? text(store, dynamicKey) : undefined;
  return Number(stored ?? given);
}

export function numberAt(args: readonly unknown[], index: number): number {
  return Number(args[index]);
}

function wrongType(): Error {
  return new Error('WRONGTYPE Operation against a key holding the wrong kind of value');
}
