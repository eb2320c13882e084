import type { Candidate } from '../../engine/cleanup/candidate';
import { chooseUnneeded } from '../../engine/cleanup/choose';
import { readInventory } from '../../engine/cleanup/inventory';
import { type Measured, measure } from '../../engine/cleanup/measure';
import type { Host } from '../../engine/server/host';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from '../servers/find';
import { protectionOf } from './protection';
import { isMachineAtWork } from './pulled-images';

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
  return measure(host, await choose(scope, server, host, extent));
}

async function choose(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
  extent: CleanupExtent,
): Promise<Candidate[]> {
  const inventory = await readInventory(host, scope.installation.uuid, scope.organizationId);
  const protection = await protectionOf(scope, server, inventory);
  return chooseUnneeded(inventory, protection, { ...extent, now: scope.clock.now() });
}

/**
 * Look again whether an image that was pulled is still unneeded. null: a workload wants it meanwhile, or may be pulling
 * it now.
 */
export async function stillUnneeded(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
  { imageId }: Pick<Candidate, 'imageId'>,
): Promise<Candidate | null> {
  if (await isMachineAtWork(scope, server)) return null;
  const candidates = await choose(scope, server, host, { removesVolumes: false, removesNetworks: false });
  return candidates.find((candidate) => candidate.isPulled && candidate.imageId === imageId) ?? null;
}

/** Bytes that removing all of these frees, as far as they could be measured. */
export function bytesOf(objects: readonly Pick<Measured, 'bytes'>[]): number {
  return objects.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
}
