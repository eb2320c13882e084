import { takeLock } from '../../db/named-lock';
import { proxyOf } from '../../engine/proxy/kinds';
import type { Host } from '../../engine/server/host';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from '../servers/find';
import { proxyAccess } from '../servers/proxy-access';
import { findCurrent, lockOf, openContent } from './stored';

/** Restore the custom part of a proxy that lost it. @returns whether it had lost it */
export async function keepConfiguration(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
): Promise<boolean> {
  if ((await findCurrent(scope, server)) === null) return false;
  // A part that is being tried is neither lost nor active.
  const unlock = await takeLock(scope.database.pool, lockOf(server.id));
  try {
    const current = await findCurrent(scope, server);
    const proxy = proxyAccess(scope, server, host);
    const part = current && proxyOf(proxy).readCustomPart(openContent(scope.database.sealer, current));
    if (!part?.ok) return false; // from a version with other rules: refused when it is saved again
    return await part.value.restore(proxy);
  } finally {
    await unlock();
  }
}
