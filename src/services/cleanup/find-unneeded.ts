import { chooseUnneeded } from '../../engine/cleanup/choose';
import { readInventory } from '../../engine/cleanup/inventory';
import { type Measured, measure } from '../../engine/cleanup/measure';
import type { Host } from '../../engine/server/host';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from '../servers/find';
import { protectionOf } from './protection';

/** What a cleanup removes besides containers and images. */
export interface CleanupExtent {
  removesVolumes: boolean;
  removesNetworks: boolean;
}

/** Find what a cleanup of a server removes, in its order of removal, and what each object frees. */
export async function findUnneeded(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
  extent: CleanupExtent,
): Promise<Measured[]> {
  const inventory = await readInventory(host, scope.installation.uuid, scope.organizationId);
  const protection = await protectionOf(scope, server, inventory);
  const candidates = chooseUnneeded(inventory, protection, { ...extent, now: scope.clock.now() });
  return measure(host, candidates);
}

/** Bytes that removing all of these frees, as far as they could be measured. */
export function bytesOf(objects: readonly Pick<Measured, 'bytes'>[]): number {
  return objects.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
}
