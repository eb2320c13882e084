import { takeLock } from '../../db/named-lock';
import { restoreCustomPart } from '../../engine/proxy/caddy/apply-custom-part';
import { parseCustomPart } from '../../engine/proxy/caddy/parse-custom-part';
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
  if (server.proxyKind !== 'caddy' || (await findCurrent(scope, server.id)) === null) return false;
  // A part that is being tried is neither lost nor active.
  const unlock = await takeLock(scope.database.pool, lockOf(server.id));
  try {
    const current = await findCurrent(scope, server.id);
    const parsed = current && parseCustomPart(openContent(scope.database.sealer, current));
    if (!parsed?.ok) return false; // from a version with other rules: refused when it is saved again
    return await restoreCustomPart(proxyAccess(scope, server, host), parsed.value);
  } finally {
    await unlock();
  }
}
