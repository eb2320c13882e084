import { randomInt, randomUUID } from 'node:crypto';
import { everyNotificationEvent, notificationChannels } from '../../domain/notification';
import { newUuid } from '../../lib/random';
import type { GoodCallOf } from './good-call.testing';
import { type Kind, missing } from './kind.testing';
import type { Person, World } from './world.testing';

/** A delivery to a webhook, stored without a request to one. */
export const notificationDelivery: Kind = {
  missing,
  make: (world, by) => writeDelivery(world, by, '{}'),
};

/** Store a delivery with this body. @returns its uuid */
export async function writeDelivery(world: World, by: Person, body: string): Promise<string> {
  const uuid = newUuid();
  const { organizationId } = by;
  const data = { uuid, organizationId, event: 'test', body, status: 'failed', createdAt: new Date() };
  await world.server.database.unscoped.notificationDelivery.create({ data });
  return uuid;
}

/** A correct change of each channel. */
const channelCalls: Readonly<Record<string, GoodCallOf>> = Object.fromEntries(
  notificationChannels.flatMap((channel): [string, GoodCallOf][] => [
    [
      `${channel}Notification.update`,
      () => ({ body: { [`backup_success_${channel}_notifications`]: true } }),
    ],
    [`${channel}Notification.test`, () => ({ body: {}, fails: 'nothing is set' })],
  ]),
);

export const notificationCalls: Readonly<Record<string, GoodCallOf>> = {
  ...channelCalls,
  'webhookNotification.rotateSecret': () => ({ body: {}, fails: 'nothing is set' }),
  'notificationDelivery.resend': () => ({ body: {}, fails: 'the webhook is off' }),
};

const canary = () => `canary-${randomUUID()}`;
const digits = () => `${randomInt(1e8, 9e8)}${randomInt(1e8, 2.8e8)}`;
const url = () => `https://${canary()}.invalid/hook`;

/** Make a canary for every secret of every channel: procedure → what is sent. No channel is enabled. */
export function notificationSecrets(smtpPassword: string): Record<string, Record<string, string>> {
  const threads = everyNotificationEvent.map(
    (event) => [`telegram_notifications_${event}_thread_id`, digits()] as const,
  );
  return {
    'emailNotification.update': {
      smtp_from_address: `${canary()}@example.com`,
      smtp_from_name: canary(),
      smtp_recipients: `${canary()}@example.com`,
      smtp_host: `${canary()}.invalid`,
      smtp_username: canary(),
      smtp_password: smtpPassword,
      resend_api_key: canary(),
    },
    'discordNotification.update': { discord_webhook_url: url() },
    'slackNotification.update': { slack_webhook_url: url() },
    'telegramNotification.update': {
      telegram_token: `123456:${canary()}`,
      telegram_chat_id: `-${digits()}`,
      ...Object.fromEntries(threads),
    },
    'pushoverNotification.update': {
      pushover_user_key: canary().replaceAll('-', ''),
      pushover_api_token: canary().replaceAll('-', ''),
    },
    'webhookNotification.update': { webhook_url: url() },
  };
}
