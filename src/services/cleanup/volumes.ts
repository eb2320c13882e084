import type { Inventory } from '../../engine/cleanup/inventory';
import type { OrganizationScope } from '../context';

/** Record which volumes no container mounts, and since when; mounting one in between resets its time. */
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
