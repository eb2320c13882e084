import { createHash } from 'node:crypto';
import type { LimitBackend } from './backend';
import { text } from './redis-commands';
import { createExpiringStore, type ExpiringStore } from './store';
import { twins } from './twins';

const maxKeys = 100_000;

/**
 * A backend that counts in this process. It does not run Lua: it recognizes the library's scripts and runs their
 * twins.
 */
export interface MemoryBackend extends LimitBackend {
  store: ExpiringStore;
}

/** @param now milliseconds since 1970; the library itself uses `Date.now` */
export function createMemoryBackend(now: () => number = Date.now, capacity = maxKeys): MemoryBackend {
  const store = createExpiringStore(capacity, now);
  const run = async (sha: string, keys: string[], args: unknown[]) => {
    const twin = twins.get(sha);
    if (!twin) throw new Error(`The rate limiter's script ${sha} has no twin in memory.`);
    return twin(store, keys, args);
  };
  return {
    store,
    evalsha: run,
    eval: (script, keys, args) => run(sha1(script), keys, args),
    get: async (key) => text(store, key) ?? null,
    async set(key, value) {
      store.delete(key);
      store.put(key, String(value));
      return 'OK';
    },
    del: async (...keys) => keys.filter((key) => store.delete(key)).length,
  };
}

/** Get the name of a script as in Redis: SHA-1 of its text, in hex. */
export function sha1(script: string): string {
  return createHash('sha1').update(script).digest('hex');
}
