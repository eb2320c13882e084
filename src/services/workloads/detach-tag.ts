import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { NamedWorkload } from '../../domain/workload/names';
import { workloadChanged } from '../changed';
import type { Scope } from '../context';
import { findWorkload } from './find';

/**
 * Remove a tag from a workload; the tag itself stays. @throws AppError 404 for a workload or a tag that it does not
 * have
 */
export async function detachTag(scope: Scope, named: NamedWorkload, tagUuid: string): Promise<void> {
  const { id } = await findWorkload(scope, named.kind, named.uuid);
  requirePublicId(tagUuid, 'Tag');
  const { count } = await scope.db.workloadTag.deleteMany({
    where: { workloadId: id, tag: { uuid: tagUuid } },
  });
  if (count === 0) throw notFound('Tag');
  await workloadChanged(scope, named);
}
