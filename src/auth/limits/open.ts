import type { Secret } from '../../domain/secret';
import type { Logger } from '../../lib/log';
import type { QuotaSettings } from './classes';
import { requireKnownScripts } from './known-scripts';
import { createLimits, type Limits } from './limits';
import { connectRedis } from './redis-connection';

/**
 * Open the limits of this process: counted in Redis together with all others, or in memory for this process alone.
 * @param installation separates installations that share a Redis
 * @throws AppError internal when memory cannot replace the library's scripts
 */
export async function openLimits(options: {
  redisUrl: Secret | null;
  settings: QuotaSettings;
  log: Logger;
  installation: string;
}): Promise<Limits> {
  const { redisUrl, settings, log, installation } = options;
  await requireKnownScripts();
  const shared = redisUrl && (await connectRedis(redisUrl, log));
  return createLimits({ shared, settings, log, prefix: `gantry:${installation}` });
}
