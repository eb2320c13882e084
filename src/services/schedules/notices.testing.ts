import type { NotificationEvent } from '../../domain/notification';
import type { TestServer } from '../../http/testing';
import { notificationMessage } from '../notifications/message';

/** For integration tests only: collect the titles of the notices of an event that are sent from now on. */
export async function collectNotices(
  { database, services, owner }: Pick<TestServer, 'database' | 'services' | 'owner'>,
  event: NotificationEvent,
): Promise<string[]> {
  const titles: string[] = [];
  await database.unscoped.notificationChannel.create({
    data: {
      organizationId: owner.organizationId,
      channel: 'slack',
      isEnabled: true,
      events: [event],
      settingsSealed: Buffer.from('x'),
    },
  });
  const { enqueue } = services.queue;
  Object.assign(services.queue, {
    enqueue: (...call: Parameters<typeof enqueue>) => {
      const [name, payload] = call;
      if (name === 'notification.send' && 'message' in payload)
        titles.push(notificationMessage.parse(payload.message).title);
      return enqueue(...call);
    },
  });
  return titles;
}
