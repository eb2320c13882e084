import { changed } from '../changed';
import type { Scope } from '../context';
import { cancelAllOf } from '../deployments/cancel';
import { findApplication } from './find';

/**
 * Queues a stop, also of what is stopped already: its state may be about to change. A deployment that runs would bring
 * the application up again, so it is cancelled.
 */
export async function requestStop(scope: Scope, uuid: string): Promise<void> {
  const application = await findApplication(scope, uuid);
  const requestedAt = scope.clock.now().toISOString();
  await cancelAllOf(scope, application.id, 'the application was stopped');
  await scope.queue.enqueue(
    'application.stop',
    {
      organizationId: scope.organizationId,
      actorUserId: scope.actorUserId,
      applicationUuid: uuid,
      requestedAt,
    },
    { key: `application.stop:${uuid}` },
  );
  await changed(scope, 'application', uuid);
}
