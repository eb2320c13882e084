import type { ProxyAccess } from '../model/access';
import type { ReadCustomPart } from '../model/custom-part';
import { observe, requireObserved, type ServedPlace } from '../model/observe';
import { NotServed } from '../model/refused';
import { CaddyAdmin } from './admin';
import { changeServers } from './change-servers';
import { type CustomPart, customPartOf, managedPartOf, withCustomPart } from './custom-part';
import { parseCustomPart } from './parse-custom-part';
import { isCustom, isFallback } from './servers';
import type { CaddyRoute, CaddyServers } from './types';

/** Read a custom part in Caddy's format. */
export const readCustomPart: ReadCustomPart = (text) => {
  const outcome = parseCustomPart(text);
  if (!outcome.ok) return outcome;
  const part = outcome.value;
  const value = {
    apply: (proxy: ProxyAccess) => apply(proxy, part),
    restore: (proxy: ProxyAccess) => changeServers(proxy, (servers) => withCustomPart(servers, part)),
  };
  return { ...outcome, value };
};

/** Apply a part. The proxy checks the whole configuration before it switches. */
async function apply(proxy: ProxyAccess, part: CustomPart): Promise<void> {
  const servers = await readServers(proxy);
  const before = await observe(proxy, placesOf(servers));
  const previous = customPartOf(servers);
  await changeServers(proxy, (present) => withCustomPart(present, part));
  try {
    await requireObserved(proxy, before);
  } catch (error) {
    await changeServers(proxy, (present) => withCustomPart(present, previous));
    throw new NotServed(error);
  }
}

/** Read the configuration that Gantry generates from the proxy; passwords of visitors are left out. */
export async function readManagedPart(proxy: ProxyAccess): Promise<CaddyServers> {
  return withoutPasswords(managedPartOf(await readServers(proxy)));
}

function readServers({ host, instanceId, clock }: ProxyAccess): Promise<CaddyServers> {
  return new CaddyAdmin(host, instanceId, clock).servers();
}

function withoutPasswords(servers: CaddyServers): CaddyServers {
  return JSON.parse(
    JSON.stringify(servers, (name, value: unknown) => (name === 'password' ? '***' : value)),
  ) as CaddyServers; // the same shape
}

/** List what components serve. */
function placesOf(servers: CaddyServers): ServedPlace[] {
  return (['http', 'https'] as const).flatMap((scheme) =>
    (servers[`gantry_${scheme}`]?.routes ?? [])
      .filter((route) => !isCustom(route) && !isFallback(route))
      .flatMap((route) => placeOf(scheme, route)),
  );
}

function placeOf(scheme: ServedPlace['scheme'], { match }: CaddyRoute): ServedPlace[] {
  const [first] = match ?? [];
  const host = first?.host?.[0];
  return host === undefined ? [] : [{ scheme, host, path: first?.path?.[0] ?? '/' }];
}
