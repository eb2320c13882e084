import { errorMessage } from '../../domain/error';
import type { OrganizationScope } from '../context';
import type { NewNotification } from './message';
import { deliverToWebhook } from './webhook/record';

/**
 * Notify an organization through every channel that wants the event. The event has already happened, so no failure here
 * is thrown.
 * @returns the channels
 */
export async function notify(
  scope: OrganizationScope,
  { path, id, ...message }: NewNotification,
): Promise<string[]> {
  const { organizationId, installation, clock, queue, log } = scope;
  try {
    const rows = await scope.db.notificationChannel.findMany({
      where: { isEnabled: true, events: { has: message.event } },
      select: { channel: true },
    });
    const sent = { ...message, url: `${installation.publicUrl}${path}`, at: clock.now().toISOString() };
    for (const { channel } of rows) {
      if (channel === 'webhook') {
        await deliverToWebhook(scope, sent);
        continue;
      }
      await queue.enqueue(
        'notification.send',
        { organizationId, channel, message: sent },
        { key: `notification ${organizationId} ${channel} ${message.event} ${id}` },
      );
    }
    return rows.map(({ channel }) => channel);
  } catch (error) {
    log.error({ event: message.event, id, error: errorMessage(error) }, 'notification not queued');
    return [];
  }
}
