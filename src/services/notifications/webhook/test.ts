import { AppError } from '../../../domain/error';
import { changed } from '../../changed';
import type { Scope } from '../../context';
import { getChannel, required } from '../channel';
import type { NotificationMessage } from '../message';
import { attemptDelivery, CLAIM_MS } from './attempt';
import { recordDelivery } from './record';
import { noteOutcome } from './state';

/**
 * Deliver a test message while the caller waits, with one attempt, which is in the log.
 * @throws AppError conflict without a URL · bad_request when it is not delivered, with the reason
 */
export async function deliverTest(scope: Scope, message: NotificationMessage): Promise<void> {
  const channel = await getChannel(scope, 'webhook');
  required(channel.settings.webhookUrl, 'The webhook URL');
  const claimedUntil = new Date(scope.clock.now().getTime() + CLAIM_MS);
  const delivery = await recordDelivery(scope, message, claimedUntil);
  const attempt = await attemptDelivery(scope, channel, delivery);
  const outcome = attempt?.outcome;
  // A failure is shown to the caller, and says nothing about the deliveries of events.
  if (outcome?.error === null) await noteOutcome(scope, channel.settings.webhookUrl, outcome, 1);
  await changed(scope, 'notification', 'webhook');
  if (outcome?.error !== null)
    throw new AppError('bad_request', outcome?.error ?? 'The test took too long. See the delivery log.');
}
