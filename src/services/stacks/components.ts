import type { ScopedModels } from '../../db/scope';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import type { DraftComponent } from './draft';

/** Make the rows of a stack's components be those of its file: what a user set of one that stays is kept. */
export async function writeComponents(
  { organizationId }: Pick<OrganizationScope, 'organizationId'>,
  tx: ScopedModels,
  workloadId: number,
  components: readonly DraftComponent[],
): Promise<void> {
  const names = components.map(({ name }) => name);
  await tx.component.deleteMany({ where: { workloadId, name: { notIn: names } } });
  await tx.storage.deleteMany({ where: { workloadId, component: { notIn: names } } });
  const kept = await tx.component.findMany({ where: { workloadId } });
  const byName = new Map(kept.map((row) => [row.name, row]));
  for (const { name, kind, image, fqdn, isExcludedFromStatus } of components) {
    const row = byName.get(name);
    if (row) await tx.component.update({ where: { id: row.id }, data: { kind, image, fqdn } });
    else
      await tx.component.create({
        data: { uuid: newUuid(), organizationId, workloadId, name, kind, image, fqdn, isExcludedFromStatus },
      });
  }
}
