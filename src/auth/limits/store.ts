/** Value of a key, as in Redis: one number or text, or named ones. */
export type StoredValue = string | Map<string, string>;

interface Entry {
  value: StoredValue;
  /** Expiry in milliseconds since 1970; null: never. */
  expiresAt: number | null;
}

/** Keys that expire; when there are too many, the least recently used is dropped. */
export interface ExpiringStore {
  get(key: string): StoredValue | undefined;
  /** Store a value and keep the key's expiry, as Redis does for INCRBY and HSET. */
  put(key: string, value: StoredValue): void;
  expire(key: string, ms: number): void;
  /** Get the milliseconds until the key expires; null: never. */
  timeToLive(key: string): number | null;
  delete(key: string): boolean;
  keys(): string[];
}

/** @param now milliseconds since 1970 */
export function createExpiringStore(capacity: number, now: () => number): ExpiringStore {
  // A Map keeps insertion order: the first key was used longest ago.
  const entries = new Map<string, Entry>();

  function live(key: string): Entry | undefined {
    const entry = entries.get(key);
    if (!entry) return undefined;
    entries.delete(key);
    if (entry.expiresAt !== null && now() > entry.expiresAt) return undefined;
    entries.set(key, entry);
    return entry;
  }

  function makeRoom(): void {
    for (const oldest of entries.keys()) {
      if (entries.size < capacity) return;
      entries.delete(oldest);
    }
  }

  return {
    get: (key) => live(key)?.value,
    put(key, value) {
      const entry = live(key);
      if (entry) {
        entry.value = value;
        return;
      }
      makeRoom();
      entries.set(key, { value, expiresAt: null });
    },
    expire(key, ms) {
      const entry = live(key);
      if (entry) entry.expiresAt = now() + ms;
    },
    timeToLive(key) {
      const expiresAt = live(key)?.expiresAt ?? null;
      return expiresAt === null ? null : expiresAt - now();
    },
    delete: (key) => entries.delete(key),
    keys: () => [...entries.keys()],
  };
}
