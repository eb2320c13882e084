import { createClient } from 'redis';
import { errorMessage } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import type { Logger } from '../../lib/log';
import type { LimitBackend } from './backend';
import { createRedisBackend } from './redis-backend';

const connectTimeoutMs = 2_000;
const longestRetryMs = 5_000;

/**
 * Connect to the shared backend at `REDIS_URL`. Resolves even if Redis is not reachable yet: limits then count in
 * memory, and connecting is retried for as long as the process runs.
 */
export async function connectRedis(
  url: Secret,
  log: Logger,
): Promise<{ backend: LimitBackend; close(): Promise<void> }> {
  const client = createClient({
    url: url.reveal(),
    // Without a connection a command fails at once, and the memory backend counts.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: connectTimeoutMs,
      reconnectStrategy: (retries) => Math.min(100 * 2 ** retries, longestRetryMs),
    },
  });
  client.on('error', (error: unknown) => log.warn({ error: errorMessage(error) }, 'Redis connection lost'));
  await connected(client.connect());
  return {
    backend: createRedisBackend({
      scriptLoad: (script) => client.scriptLoad(script),
      evalSha: (sha, keys, args) => client.evalSha(sha, { keys, arguments: args }),
      get: (key) => client.get(key),
      set: (key, value) => client.set(key, value),
      del: (keys) => client.del(keys),
    }),
    async close() {
      client.destroy();
    },
  };
}

/** Wait for the first connection, up to a time limit. */
async function connected(connecting: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, connectTimeoutMs);
  });
  await Promise.race([connecting.catch(() => undefined), patience]); // `error` above reports it
  clearTimeout(timer);
}
