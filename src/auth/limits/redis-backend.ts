import type { LimitBackend } from './backend';
import { sha1 } from './memory-backend';

/** Redis client commands that the limiter needs; made from the `redis` package in redis-connection.ts. */
export interface RedisCommands {
  scriptLoad(script: string): Promise<string>;
  evalSha(sha: string, keys: string[], args: string[]): Promise<unknown>;
  get(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<unknown>;
  del(keys: string[]): Promise<number>;
}

/**
 * First line of the library's scripts since 2.1: Upstash knows this flag, but Redis refuses the whole script because
 * of it.
 */
const upstashFlags = /^#!lua flags=allow-key-locking\n/;

/**
 * Create a backend that runs the limiter's scripts on an ordinary Redis. Without their first line they have another
 * SHA-1 than the library sends, so the names are translated; for a script that was never loaded it fails as Redis does,
 * and the library then sends the script's text.
 */
export function createRedisBackend(redis: RedisCommands): LimitBackend {
  const localNames = new Map<string, string>();
  return {
    async evalsha(sha, keys, args) {
      const local = localNames.get(sha);
      if (local === undefined) throw new Error('NOSCRIPT No matching script.');
      return withNumbers(await redis.evalSha(local, keys, args.map(argument)));
    },
    async eval(script, keys, args) {
      const local = await redis.scriptLoad(script.replace(upstashFlags, ''));
      localNames.set(sha1(script), local);
      return withNumbers(await redis.evalSha(local, keys, args.map(argument)));
    },
    get: async (key) => withNumbers(await redis.get(key)),
    set: (key, value) => redis.set(key, argument(value)),
    del: (...keys) => redis.del(keys),
  };
}

function argument(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

/** Convert numbers in text, as Upstash's own client does and the library expects. */
function withNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNumbers);
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
    ? Number(value)
    : value;
}
