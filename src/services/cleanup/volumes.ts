import type { Inventory } from '../../engine/cleanup/inventory';
import type { OrganizationScope } from '../context';

/** Note which volumes no container mounts, and since when that is known: one that is mounted in between starts again. */
export async function noteUnattached(
  { db, clock, organizationId }: OrganizationScope,
  { id: serverId }: { id: number },
  { unattachedVolumes }: Pick<Inventory, 'unattachedVolumes'>,
): Promise<void> {
  const names = unattachedVolumes.map(({ name }) => name);
  await db.unattachedVolume.deleteMany({ where: { serverId, name: { notIn: names } } });
  const since = clock.now();
  await db.unattachedVolume.createMany({
    data: names.map((name) => ({ organizationId, serverId, name, since })),
    skipDuplicates: true,
  });
}
