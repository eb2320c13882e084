import type { ScopedModels } from '../../db/scope';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import type { DraftComponent } from './draft';

/** Make the component rows of a stack match its file, keeping the users' settings of remaining components. */
export async function writeComponents(
  { organizationId }: Pick<OrganizationScope, 'organizationId'>,
  tx: ScopedModels,
  workloadId: number,
  components: readonly DraftComponent[],
): Promise<void> {
  const names = components.map(({ name }) => name);
  const kept = await tx.component.findMany({ where: { workloadId } });
  if (kept.length > 0) {
    await tx.component.deleteMany({ where: { workloadId, name: { notIn: names } } });
    await tx.storage.deleteMany({ where: { workloadId, component: { notIn: names } } });
    await tx.hostPort.deleteMany({ where: { workloadId, component: { notIn: names } } });
  }
  const byName = new Map(kept.map((row) => [row.name, row]));
  for (const { name, kind, image, fqdn, stopGraceSeconds } of components) {
    const row = byName.get(name);
    const data = { kind, image, fqdn, stopGraceSeconds };
    if (row && !isSame(row, data)) await tx.component.update({ where: { id: row.id }, data });
  }
  const added = components.filter(({ name }) => !byName.has(name));
  if (added.length === 0) return;
  await tx.component.createMany({
    data: added.map(({ name, kind, image, fqdn, isExcludedFromStatus, stopGraceSeconds }) => {
      const own = { kind, image, fqdn, isExcludedFromStatus, stopGraceSeconds };
      return { uuid: newUuid(), organizationId, workloadId, name, ...own };
    }),
  });
}

type FromFile = Pick<DraftComponent, 'kind' | 'image' | 'fqdn' | 'stopGraceSeconds'>;

function isSame(row: FromFile, { kind, image, fqdn, stopGraceSeconds }: FromFile): boolean {
  return (
    row.kind === kind && row.image === image && row.fqdn === fqdn && row.stopGraceSeconds === stopGraceSeconds
  );
}
