/** The value of a key, as in Redis: one number or text, or named ones. */
export type StoredValue = string | Map<string, string>;

interface Entry {
  value: StoredValue;
  /** End in milliseconds since 1970; null: never. */
  expiresAt: number | null;
}

/** Keys with an end, the least recently used one going first when there are too many. */
export interface ExpiringStore {
  get(key: string): StoredValue | undefined;
  /** Keep the end that the key has, as Redis does for INCRBY and HSET. */
  put(key: string, value: StoredValue): void;
  expire(key: string, ms: number): void;
  /** Milliseconds until the key ends; null: never. */
  timeToLive(key: string): number | null;
  delete(key: string): boolean;
  keys(): string[];
}

/** @param now milliseconds since 1970 */
export function createExpiringStore(capacity: number, now: () => number): ExpiringStore {
  // A Map keeps the order of insertion: the first key is the one that was used longest ago.
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
