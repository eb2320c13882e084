import { AppError } from '../../../domain/error';
import type { Scope } from '../../context';
import { getChannel } from '../channel';
import { type DeliveryWithAttempts, getDelivery } from './list';
import { enqueueDelivery } from './record';

/**
 * Send a delivery again, with the same id, to the endpoint as it is now; if it fails, the retries start again.
 * @throws AppError 404 · conflict when the endpoint is off, or while an attempt is running
 */
export async function resendDelivery(scope: Scope, uuid: string): Promise<DeliveryWithAttempts> {
  const { id } = await getDelivery(scope, uuid);
  if (!(await getChannel(scope, 'webhook')).isEnabled)
    throw new AppError('conflict', 'The webhook is switched off. Switch it on, then send this again.');
  const now = scope.clock.now();
  const { count } = await scope.db.notificationDelivery.updateMany({
    where: { id, OR: [{ claimedUntil: null }, { claimedUntil: { lte: now } }] },
    data: { status: 'pending', retry: 0, nextAttemptAt: now, claimedUntil: null },
  });
  if (count === 0)
    throw new AppError('conflict', 'An attempt to deliver this is running. Wait for its result.');
  scope.notes.targetUuid = uuid;
  await enqueueDelivery(scope, uuid);
  return getDelivery(scope, uuid);
}
