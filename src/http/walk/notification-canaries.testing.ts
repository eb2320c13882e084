import { randomInt, randomUUID } from 'node:crypto';
import { everyNotificationEvent, notificationChannels } from '../../domain/notification';
import type { GoodCallOf } from './good-call.testing';

/** A correct change of each channel. */
export const notificationCalls: Readonly<Record<string, GoodCallOf>> = Object.fromEntries(
  notificationChannels.flatMap((channel): [string, GoodCallOf][] => [
    [
      `${channel}Notification.update`,
      () => ({ body: { [`backup_success_${channel}_notifications`]: true } }),
    ],
    [`${channel}Notification.test`, () => ({ body: {}, fails: 'nothing is set' })],
  ]),
);

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
