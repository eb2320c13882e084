import type { Tag } from '../../db/generated/client';
import type { NamedWorkload } from '../../domain/workload/names';
import { workloadChanged } from '../changed';
import { organizationScopeOf, type Scope } from '../context';
import { findWorkload } from './find';
import { listWorkloadTags } from './list-tags';
import { tagIds } from './tags';

/** Add tags to a workload, ignoring those that it has and creating missing ones. @returns all of its tags */
export async function attachTags(
  scope: Scope,
  named: NamedWorkload,
  names: readonly string[],
): Promise<Tag[]> {
  const { id } = await findWorkload(scope, named.kind, named.uuid);
  await organizationScopeOf(scope, scope.organizationId).db.$transaction(async (tx) => {
    const tags = await tagIds(scope, tx, names);
    const known = await tx.workloadTag.findMany({ where: { workloadId: id }, select: { tagId: true } });
    const has = new Set(known.map(({ tagId }) => tagId));
    const create = tags.filter((tagId) => !has.has(tagId)).map((tagId) => ({ tagId }));
    await tx.workload.update({ where: { id }, data: { tags: { create } } });
  });
  await workloadChanged(scope, named);
  return listWorkloadTags(scope, named);
}
