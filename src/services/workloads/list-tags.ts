import type { Tag } from '../../db/generated/client';
import type { NamedWorkload } from '../../domain/workload/names';
import type { Scope } from '../context';
import { findWorkload } from './find';

/** List the tags of a workload by name. @throws AppError 404 */
export async function listWorkloadTags(scope: Scope, { kind, uuid }: NamedWorkload): Promise<Tag[]> {
  const { id } = await findWorkload(scope, kind, uuid);
  const rows = await scope.db.workloadTag.findMany({
    where: { workloadId: id },
    include: { tag: true },
    orderBy: { tag: { name: 'asc' } },
  });
  return rows.map(({ tag }) => tag);
}
