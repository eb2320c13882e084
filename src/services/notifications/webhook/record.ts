import { newUuid } from '../../../lib/random';
import type { OrganizationScope } from '../../context';
import type { NotificationMessage } from '../message';
import { webhookBody } from './body';

/** Write a message into the delivery log, which keeps it until it is delivered, and queue its first attempt. */
export async function deliverToWebhook(
  scope: OrganizationScope,
  message: NotificationMessage,
): Promise<void> {
  const { uuid } = await recordDelivery(scope, message);
  await enqueueDelivery(scope, uuid);
}

/** Create the row of a delivery. @param claimedUntil of a caller that makes the first attempt itself */
export async function recordDelivery(
  scope: OrganizationScope,
  message: NotificationMessage,
  claimedUntil: Date | null = null,
) {
  const now = scope.clock.now();
  return scope.db.notificationDelivery.create({
    data: {
      uuid: newUuid(),
      organizationId: scope.organizationId,
      event: message.event,
      body: webhookBody(message),
      status: 'pending',
      nextAttemptAt: now,
      claimedUntil,
      createdAt: now,
    },
  });
}

/**
 * Queue the next attempt of a delivery. Its row says when that is due: a job that comes early or twice does nothing, and
 * the sweep queues one that a crash lost.
 */
export async function enqueueDelivery(
  { queue, organizationId }: Pick<OrganizationScope, 'queue' | 'organizationId'>,
  deliveryUuid: string,
  delayMs = 0,
): Promise<void> {
  await queue.enqueue(
    'notification.deliver',
    { organizationId, deliveryUuid },
    { key: `notification delivery ${deliveryUuid}`, delayMs },
  );
}
