import * as engine from '../../engine/operations/stop-application';
import { changed } from '../changed';
import type { OrganizationScope } from '../context';
import { type ApplicationOnServer, enginePlace, lookUpOnServer, proxyContainerOf } from './on-server';
import { settleDeployments } from './settle-deployments';

export interface StopRequest {
  applicationUuid: string;
  /** ISO 8601. Whoever deployed after that wants the application to run. */
  requestedAt: string;
}

/** Takes the application out of service. Does nothing when a deployment was asked for since. */
export async function stopApplication(scope: OrganizationScope, request: StopRequest): Promise<void> {
  const found = await lookUpOnServer(scope, request.applicationUuid);
  if (!found || (await isWantedAgain(scope, found, request))) return;
  await settleDeployments(scope, found.application.id);
  // On a server that was never validated nothing can run.
  if (found.server.hostKey !== null)
    await engine.stopApplication({
      ...enginePlace(scope, found),
      clock: scope.clock,
      proxyContainer: proxyContainerOf(found),
      graceSeconds: found.application.stopGracePeriod,
    });
  await scope.db.application.updateMany({ where: { id: found.application.id }, data: { status: 'exited' } });
  await changed(scope, 'application', request.applicationUuid);
}

async function isWantedAgain(
  { db }: OrganizationScope,
  { application }: ApplicationOnServer,
  { requestedAt }: StopRequest,
): Promise<boolean> {
  const since = await db.deployment.count({
    where: { applicationId: application.id, createdAt: { gt: new Date(requestedAt) } },
  });
  return since > 0;
}
