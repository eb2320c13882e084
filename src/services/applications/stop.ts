import * as engine from '../../engine/workload/stop';
import type { JobPayload } from '../../queue/jobs';
import { changed } from '../changed';
import type { OrganizationScope } from '../context';
import { waitForOperations } from '../operations/after-operations';
import { type ApplicationOnServer, enginePlace, lookUpOnServer, proxyContainerOf } from './on-server';

export type StopRequest = JobPayload<'application.stop'>;

/** Takes the application out of service. Does nothing when a deployment was asked for since. */
export async function stopApplication(scope: OrganizationScope, request: StopRequest): Promise<void> {
  const found = await lookUpOnServer(scope, request.applicationUuid);
  if (!found || (await isWantedAgain(scope, found, request))) return;
  if (await waitForOperations(scope, found.application.id, 'application.stop', request)) return;
  // On a server that was never validated nothing can run.
  if (found.server.hostKey !== null)
    await engine.stopWorkload({
      ...enginePlace(scope, found),
      clock: scope.clock,
      proxyContainer: proxyContainerOf(found),
      graceSeconds: found.application.stopGracePeriod,
    });
  await scope.db.workload.updateMany({ where: { id: found.application.id }, data: { status: 'exited' } });
  await changed(scope, 'application', request.applicationUuid);
}

async function isWantedAgain(
  { db }: OrganizationScope,
  { application }: ApplicationOnServer,
  { lastDeploymentId }: StopRequest,
): Promise<boolean> {
  if (lastDeploymentId === undefined) return false;
  const since = await db.operation.count({
    where: { workloadId: application.id, id: { gt: lastDeploymentId ?? 0 } },
  });
  return since > 0;
}
