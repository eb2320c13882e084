import { changed } from '../changed';
import type { Scope } from '../context';
import { enqueueFor } from '../operations/after-operations';
import { cancelAllOf } from '../operations/cancel';
import { requireLegal } from '../workloads/require-legal';
import { findOnServer } from './on-server';

/**
 * Queues a stop, also of what is stopped already: its state may be about to change. A deployment that runs would bring
 * the application up again, so it is cancelled.
 */
export async function requestStop(scope: Scope, uuid: string): Promise<void> {
  const { application, server } = await findOnServer(scope, uuid);
  requireLegal(application, 'stop');
  const { _max: last } = await scope.db.operation.aggregate({
    where: { workloadId: application.id },
    _max: { id: true },
  });
  await cancelAllOf(scope, application.id, 'the application was stopped');
  await enqueueFor(scope, 'application.stop', {
    organizationId: scope.organizationId,
    actorUserId: scope.actorUserId,
    serverUuid: server.uuid,
    applicationUuid: uuid,
    lastDeploymentId: last.id,
  });
  await changed(scope, 'application', uuid);
}
