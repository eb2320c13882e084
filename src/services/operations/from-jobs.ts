import type { JobPayload } from '../../queue/jobs';
import type { OrganizationScope } from '../context';
import { isOutOfReach } from '../servers/out-of-reach';
import { lookUpOnServer } from '../workloads/on-server';
import { requestOperation } from './request';
import { removeRecords } from './request-removal';

/** Request a stop that the previous version queued as a job, unless something else was requested since. */
export async function stopByJob(
  scope: OrganizationScope,
  { applicationUuid, lastDeploymentId }: JobPayload<'application.stop'>,
): Promise<void> {
  const found = await lookUpOnServer(scope, { kind: 'application', uuid: applicationUuid });
  if (!found || found.workload.deletingAt !== null || found.server.hostKey === null) return;
  const { workload } = found;
  const since = { workloadId: workload.id, id: { gt: lastDeploymentId ?? 0 } };
  if (lastDeploymentId !== undefined && (await scope.db.operation.count({ where: since })) > 0) return;
  await requestOperation(scope, { kind: 'stop', workload, cause: 'system', supersedes: null });
}

/** Request a removal that the previous version queued as a job. */
export async function removeByJob(
  scope: OrganizationScope,
  { applicationUuid, deleteVolumes, deleteNetworks, deleteImages }: JobPayload<'application.delete'>,
): Promise<void> {
  const found = await lookUpOnServer(scope, { kind: 'application', uuid: applicationUuid });
  if (!found) return;
  if (isOutOfReach(found.server)) return removeRecords(scope, found.workload);
  const parameters = { deleteVolumes, deleteNetworks, deleteImages };
  await requestOperation(scope, {
    kind: 'delete',
    cause: 'system',
    workload: found.workload,
    parameters,
    supersedes: null,
  });
}
