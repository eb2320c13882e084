import type { ProxyAccess } from '../model/access';
import type { CertificateFailure } from '../model/certificates';
import * as files from './files';
import { revision } from './middlewares';

const FIRST_PAUSE_MS = 5 * 60_000;
const MOST_PAUSE_MS = 6 * 3_600_000;
const prefix = 'gantry-attempt-';

/**
 * Make Traefik retry failed certificates: it does so only when its configuration changes, so this changes it. Each
 * pause doubles, because authorities count failures.
 */
export async function retryCertificates(
  proxy: ProxyAccess,
  failures: ReadonlyMap<string, CertificateFailure>,
): Promise<void> {
  const attempt = await lastAttempt(proxy);
  if (failures.size === 0) {
    if (attempt > 0) await files.removeConfiguration(proxy, files.attemptName);
    return;
  }
  const newest = Math.max(...[...failures.values()].map(({ at }) => at.getTime()));
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** attempt, MOST_PAUSE_MS);
  if (proxy.clock.now().getTime() - newest < pause) return;
  const next = String(attempt + 1);
  const middlewares = { [`${prefix}${next}`]: revision(next) };
  await files.writeConfiguration(proxy, files.attemptName, { http: { middlewares } });
}

async function lastAttempt(proxy: ProxyAccess): Promise<number> {
  const file = await files.readConfiguration(proxy, files.attemptName);
  return Number(/gantry-attempt-(\d+)/.exec(JSON.stringify(file))?.[1] ?? 0);
}
