import { createHash } from 'node:crypto';
import type { ProxyAccess } from '../model/access';
import { lastPriority } from './custom-part';
import * as files from './files';
import { awaitInForce } from './in-force';
import { revision } from './middlewares';
import { fallbackRevisionName, noService } from './names';
import { fileText } from './text';
import type { DynamicConfiguration, TraefikMiddleware, TraefikRouter } from './types';

const router = 'gantry-fallback';
const middleware = 'gantry-fallback-to';

/**
 * Write the file that redirects requests for hosts that nothing serves. The host of the target itself is left out: if
 * this proxy does not serve it either, a browser would go in circles.
 * @param url without `$`, which refers to parts of the request
 */
export function fallbackFile(url: string): { configuration: DynamicConfiguration; revision: string } {
  const rule = `PathPrefix(\`/\`) && !Host(\`${new URL(url).hostname}\`)`;
  const entry = { rule, priority: lastPriority, middlewares: [middleware], service: noService };
  const routers: Record<string, TraefikRouter> = {
    [`${router}-http`]: { ...entry, entryPoints: ['http'] },
    [`${router}-https`]: { ...entry, entryPoints: ['https'], tls: {} },
  };
  const redirect: TraefikMiddleware = {
    redirectRegex: { regex: '^.*$', replacement: url, permanent: false },
  };
  const hash = createHash('sha256').update(url).digest('hex').slice(0, 16);
  const name = fallbackRevisionName(hash);
  const middlewares = { [middleware]: redirect, [name]: revision(hash) };
  return { configuration: { http: { routers, middlewares } }, revision: name };
}

export async function setFallback(proxy: ProxyAccess, url: string | null): Promise<boolean> {
  const present = await files.readConfiguration(proxy, files.fallbackName);
  if (url === null) {
    if (present !== null) await files.removeConfiguration(proxy, files.fallbackName);
    return present !== null;
  }
  const { configuration, revision: name } = fallbackFile(url);
  if (present !== null && fileText(present) === fileText(configuration)) return false;
  await files.writeConfiguration(proxy, files.fallbackName, configuration);
  await awaitInForce(proxy, name);
  return true;
}
