import type { JobPayload } from '../../../queue/jobs';
import { changed } from '../../changed';
import type { OrganizationScope } from '../../context';
import { getChannel } from '../channel';
import { type Attempt, attemptDelivery, CLAIM_MS } from './attempt';
import { enqueueDelivery } from './record';
import { noteOutcome } from './state';
import { SWITCHED_OFF } from './switch-off';

/** Run the job `notification.deliver`: the attempt that is due, or none. */
export async function deliverQueued(
  scope: OrganizationScope,
  { deliveryUuid: uuid }: JobPayload<'notification.deliver'>,
): Promise<void> {
  const now = scope.clock.now();
  const channel = await getChannel(scope, 'webhook');
  const claimedUntil = new Date(now.getTime() + CLAIM_MS);
  const { count } = await scope.db.notificationDelivery.updateMany({
    where: {
      uuid,
      status: 'pending',
      nextAttemptAt: { lte: now },
      OR: [{ claimedUntil: null }, { claimedUntil: { lte: now } }],
    },
    data: channel.isEnabled
      ? { claimedUntil }
      : { status: 'failed', nextAttemptAt: null, claimedUntil: null, error: SWITCHED_OFF },
  });
  if (count === 0) return;
  if (!channel.isEnabled) return changed(scope, 'notification', 'webhook');
  const delivery = await scope.db.notificationDelivery.findUnique({ where: { uuid } });
  if (!delivery) return; // its organization was deleted
  const attempt = await attemptDelivery(scope, channel, { ...delivery, claimedUntil });
  if (attempt) await follow(scope, uuid, channel.settings.webhookUrl, attempt, delivery.attempts + 1);
}

async function follow(
  scope: OrganizationScope,
  uuid: string,
  url: string | null,
  { outcome, delayMs }: Attempt,
  attempts: number,
): Promise<void> {
  if (delayMs !== null) await enqueueDelivery(scope, uuid, delayMs);
  await noteOutcome(scope, url, outcome, attempts);
  await changed(scope, 'notification', 'webhook');
}
