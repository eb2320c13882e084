import { changed } from '../changed';
import type { Scope } from '../context';
import { enqueueFor } from '../operations/after-operations';
import { cancelAllOf } from '../operations/cancel';
import { requireLegal } from '../workloads/require-legal';
import { findOnServer } from './on-server';

/** What goes besides the containers and the routes. */
export interface RemovalOptions {
  deleteVolumes: boolean;
  deleteNetworks: boolean;
  deleteImages: boolean;
}

/** Marks the application, so that nothing is deployed any more, cancels what is, and queues the removal. */
export async function requestRemoval(scope: Scope, uuid: string, options: RemovalOptions): Promise<void> {
  const { application, server } = await findOnServer(scope, uuid);
  requireLegal(application, 'delete');
  await scope.db.workload.updateMany({
    where: { id: application.id },
    data: { deletingAt: scope.clock.now() },
  });
  await cancelAllOf(scope, application.id, 'the application was deleted', { duringUndo: true });
  await enqueueFor(scope, 'application.delete', {
    organizationId: scope.organizationId,
    actorUserId: scope.actorUserId,
    serverUuid: server.uuid,
    applicationUuid: uuid,
    ...options,
  });
  scope.notes.removed(application);
  await changed(scope, 'application', uuid);
}
