import type { Workload, WorkloadKind } from '../../db/generated/client';
import { conditionOf } from '../../domain/container-condition';
import { AppError } from '../../domain/error';
import { type NamedWorkload, workloadNames, workloadResources } from '../../domain/workload/names';
import type { Scope } from '../context';
import { listFollowers, wholeScope } from '../workloads/followers';
import { findOnServer } from '../workloads/on-server';
import { requireLegal } from '../workloads/require-legal';
import { cancelAllOf } from './cancel';
import { type Requester, requestOperation } from './request';

/** Whether stopping a stopped workload is refused, or done again to make sure (coolify-api §5.4). */
const isRefusedWhenStopped: Readonly<Record<WorkloadKind, boolean>> = {
  application: false,
  database: true,
  stack: true,
};

/** Request a stop, and cancel what is starting. @throws AppError 400 for a stopped workload, where that is refused */
export async function requestStop(scope: Scope, named: NamedWorkload): Promise<void> {
  const { workload, server } = await findOnServer(scope, named);
  requireLegal(workload, 'stop');
  if (isRefusedWhenStopped[named.kind] && (await isStopped(scope, workload)))
    throw new AppError('bad_request', `${workloadNames[named.kind]} is already stopped.`);
  await stopAt(scope, workload, server);
  // After its own stop, so that none of its deployments starts them again.
  const whole = wholeScope(scope);
  for (const { destination, ...follower } of await listFollowers(whole, workload))
    if (follower.deletingAt === null) await stopAt(whole, follower, destination.server);
}

async function stopAt(
  scope: Requester,
  workload: Pick<Workload, 'id' | 'uuid' | 'kind' | 'destinationId'>,
  { hostKey }: { hostKey: string | null },
): Promise<void> {
  const reason = `the ${workloadResources[workload.kind]} was stopped`;
  await cancelAllOf(scope, workload.id, reason, { except: 'stop', pullRequestId: 0 });
  // Nothing can run on a server that was never signed in to.
  if (hostKey === null) return;
  await requestOperation(scope, { kind: 'stop', workload, supersedes: null });
}

async function isStopped(scope: Scope, { id, status }: Workload): Promise<boolean> {
  if (conditionOf(status) !== 'exited') return false;
  const active = { workloadId: id, status: { in: ['queued' as const, 'in_progress' as const] } };
  return (await scope.db.operation.count({ where: active })) === 0;
}
