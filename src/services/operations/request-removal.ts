import type { Workload } from '../../db/generated/client';
import { type NamedWorkload, workloadResources } from '../../domain/workload/names';
import type { RemoveOptions } from '../../engine/plans/remove';
import { workloadChanged } from '../changed';
import type { OrganizationScope, Scope } from '../context';
import { isOutOfReach } from '../servers/out-of-reach';
import { findOnServer } from '../workloads/on-server';
import { requireLegal } from '../workloads/require-legal';
import { cancelAllOf } from './cancel';
import { requestOperation } from './request';

/**
 * Request the removal of a workload: mark it, so that nothing else is done with it, and cancel its operations. On an
 * unreachable server, delete its records at once.
 */
export async function requestRemoval(
  scope: Scope,
  named: NamedWorkload,
  options: RemoveOptions,
): Promise<void> {
  const { workload, server } = await findOnServer(scope, named);
  requireLegal(workload, 'delete');
  if (isOutOfReach(server)) await removeRecords(scope, workload);
  else {
    await requestOperation(scope, { kind: 'delete', workload, parameters: options, supersedes: null });
    const reason = `the ${workloadResources[workload.kind]} was deleted`;
    await cancelAllOf(scope, workload.id, reason, { duringUndo: true, except: 'delete' });
  }
  scope.notes.removed(workload);
  await workloadChanged(scope, workload);
}

/** Delete only the rows of a workload: its objects on the machine keep their labels and can be found by them. */
export async function removeRecords(
  scope: OrganizationScope,
  { id, kind, uuid }: Pick<Workload, 'id' | 'kind' | 'uuid'>,
): Promise<void> {
  await scope.db.workload.deleteMany({ where: { id } });
  scope.log.warn({ kind, workload: uuid }, 'removed from the records only');
}
