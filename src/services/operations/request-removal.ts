import type { Server, Workload } from '../../db/generated/client';
import { type NamedWorkload, workloadResources } from '../../domain/workload/names';
import type { RemoveOptions } from '../../engine/plans/remove';
import { workloadChanged } from '../changed';
import { type OrganizationScope, organizationScopeOf, type Scope } from '../context';
import { isOutOfReach } from '../servers/out-of-reach';
import { listFollowers, wholeScope } from '../workloads/followers';
import { findOnServer } from '../workloads/on-server';
import { requireLegal } from '../workloads/require-legal';
import { cancelAllOf } from './cancel';
import { type Requester, requestOperation } from './request';

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
  // First, so that no additional destination is added any more; it waits for theirs.
  await removeAt(scope, workload, { server, options });
  const whole = wholeScope(scope);
  // Also where that was requested before: a removal that failed too often is not tried again by itself.
  for (const { destination, ...follower } of await listFollowers(whole, workload))
    await removeAt(whole, follower, { server: destination.server, options });
  scope.notes.removed(workload);
  await workloadChanged(scope, workload);
}

interface Removal {
  server: Pick<Server, 'state' | 'hostKey'>;
  options: RemoveOptions;
}

/** Request the removal from a server. */
export async function removeAt(
  scope: Requester,
  workload: Pick<Workload, 'id' | 'uuid' | 'kind' | 'destinationId'>,
  { server, options }: Removal,
): Promise<void> {
  // The rows of an application stay until it is removed from its additional destinations.
  if (isOutOfReach(server) && !(await isFollowed(scope, workload))) return removeRecords(scope, workload);
  await requestOperation(scope, { kind: 'delete', workload, parameters: options, supersedes: null });
  const reason = `the ${workloadResources[workload.kind]} was deleted`;
  await cancelAllOf(scope, workload.id, reason, { duringUndo: true, except: 'delete' });
}

async function isFollowed(scope: OrganizationScope, { id }: Pick<Workload, 'id'>): Promise<boolean> {
  const { db } = organizationScopeOf(scope, scope.organizationId);
  return (await db.workload.count({ where: { followsId: id } })) > 0;
}

/** Delete only the rows of a workload: its objects on the machine keep their labels and can be found by them. */
export async function removeRecords(
  scope: OrganizationScope,
  { id, kind, uuid }: Pick<Workload, 'id' | 'kind' | 'uuid'>,
): Promise<void> {
  await scope.db.workload.deleteMany({ where: { id } });
  scope.log.warn({ kind, workload: uuid }, 'removed from the records only');
}
