import { changed } from '../changed';
import type { Scope } from '../context';
import { cancelAllOf } from '../deployments/cancel';
import { findApplication } from './find';

/** What goes besides the containers and the routes. */
export interface RemovalOptions {
  deleteVolumes: boolean;
  deleteNetworks: boolean;
  deleteImages: boolean;
}

/** Marks the application, so that nothing is deployed any more, cancels what is, and queues the removal. */
export async function requestRemoval(scope: Scope, uuid: string, options: RemovalOptions): Promise<void> {
  const application = await findApplication(scope, uuid);
  await scope.db.application.updateMany({
    where: { id: application.id },
    data: { deletingAt: scope.clock.now() },
  });
  await cancelAllOf(scope, application.id, 'the application was deleted', { duringUndo: true });
  await scope.queue.enqueue(
    'application.delete',
    {
      organizationId: scope.organizationId,
      actorUserId: scope.actorUserId,
      applicationUuid: uuid,
      ...options,
    },
    { key: `application.delete:${uuid}` },
  );
  scope.notes.removed(application);
  await changed(scope, 'application', uuid);
}
