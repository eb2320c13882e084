import { z } from 'zod';
import { canReadSensitive } from '../../auth/decision';
import {
  everyNotificationEvent,
  type NotificationChannel,
  type NotificationEvent,
} from '../../domain/notification';
import { sensitive } from '../../domain/sensitive';
import { snakeCase } from '../../domain/snake-case';
import type { Scope } from '../../services/context';
import type { Channel } from '../../services/notifications/channel';
import type { ChannelSettings } from '../../services/notifications/channel-settings';
import type { ChannelChange } from '../../services/notifications/update';
import { camelKeys } from '../wire/camel-case';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';
import { channelFields } from './fields';

type Switches<C extends NotificationChannel> = {
  [E in NotificationEvent as `${E}_${C}_notifications`]: z.ZodBoolean;
};

/** Build the switch of each event. */
export function switchesOf<C extends NotificationChannel>(channel: C): Switches<C> {
  const entries = everyNotificationEvent.map((event) => [`${event}_${channel}_notifications`, z.boolean()]);
  return Object.fromEntries(entries) as Switches<C>; // `fromEntries` forgets the names
}

const threadName = (event: string) => `telegram_notifications_${event}_thread_id`;

type Threads = {
  [E in NotificationEvent as `telegram_notifications_${E}_thread_id`]: z.ZodType<string | null>;
};

/** Build the thread of each event, for Telegram groups with topics. */
function threadsOf<T extends z.ZodType>(schema: T) {
  const entries = everyNotificationEvent.map((event) => [threadName(event), schema]);
  return Object.fromEntries(entries) as { [E in keyof Threads]: T }; // `fromEntries` forgets the names
}

export const common = {
  id: z.int().nullable().meta({ description: 'Null if nothing was ever set.' }),
  team_id: z.int(),
  /** Time of the last delivered message. */
  last_delivered_at: timestamp.nullable(),
  /** Why the last message was not delivered; null if it was. */
  last_failure: z.string().nullable(),
  created_at: timestamp.nullable(),
  updated_at: timestamp.nullable(),
};

const text = z.string().nullable();
export const secretText = sensitive(text);

export const emailWire = wireObject({
  ...common,
  ...switchesOf('email'),
  use_instance_email_settings: z.boolean(),
  smtp_enabled: z.boolean(),
  smtp_from_address: secretText,
  smtp_from_name: secretText,
  smtp_recipients: secretText,
  smtp_host: secretText,
  smtp_port: z.int().nullable(),
  smtp_encryption: text,
  smtp_username: secretText,
  smtp_password: secretText,
  smtp_timeout: z.int().nullable(),
  smtp_ehlo_domain: text,
  resend_enabled: z.boolean(),
  resend_api_key: secretText,
}).meta({ id: 'EmailNotifications' });

export const discordWire = wireObject({
  ...common,
  ...switchesOf('discord'),
  discord_enabled: z.boolean(),
  discord_webhook_url: secretText,
  discord_ping_enabled: z.boolean(),
}).meta({ id: 'DiscordNotifications' });

export const slackWire = wireObject({
  ...common,
  ...switchesOf('slack'),
  slack_enabled: z.boolean(),
  slack_webhook_url: secretText,
}).meta({ id: 'SlackNotifications' });

export const telegramWire = wireObject({
  ...common,
  ...switchesOf('telegram'),
  ...threadsOf(secretText),
  telegram_enabled: z.boolean(),
  telegram_token: secretText,
  telegram_chat_id: secretText,
}).meta({ id: 'TelegramNotifications' });

export const pushoverWire = wireObject({
  ...common,
  ...switchesOf('pushover'),
  pushover_enabled: z.boolean(),
  pushover_user_key: secretText,
  pushover_api_token: secretText,
}).meta({ id: 'PushoverNotifications' });

/** Build the input of a channel. Every field is optional, and null clears a text. */
export function inputOf<C extends NotificationChannel, S extends z.ZodRawShape>(channel: C, fields: S) {
  return z.strictObject({ ...fields, ...switchesOf(channel) }).partial();
}

export const emailInput = inputOf('email', channelFields.email);
export const discordInput = inputOf('discord', channelFields.discord);
export const slackInput = inputOf('slack', channelFields.slack);
export const telegramInput = inputOf('telegram', {
  ...channelFields.telegram,
  ...threadsOf(channelFields.threadId),
});
export const pushoverInput = inputOf('pushover', channelFields.pushover);

interface WithThreads {
  threads?: Record<string, string>;
}

/**
 * Convert the settings and events of a channel to wire names. The output schema keeps only the fields of the channel.
 */
export function toChannelWire<C extends NotificationChannel>(
  { principal }: Scope,
  channel: C,
  found: Channel<C>,
): Record<string, unknown> {
  // Opened for every caller: redaction drops the marked fields for those who may not see them.
  const { threads = {}, ...settings } = found.settings as WithThreads; // absent where there are none
  const isOn = new Set(found.events);
  return {
    id: found.id,
    team_id: principal.organization.no,
    ...snakeKeys(settings),
    ...(channel === 'telegram' &&
      toThreads(canReadSensitive(principal, 'notification', null) ? threads : {})),
    ...Object.fromEntries(
      everyNotificationEvent.map((event) => [`${event}_${channel}_notifications`, isOn.has(event)]),
    ),
    last_delivered_at: found.lastDeliveredAt && toTimestamp(found.lastDeliveredAt),
    last_failure: found.lastFailure,
    created_at: found.createdAt && toTimestamp(found.createdAt),
    updated_at: found.updatedAt && toTimestamp(found.updatedAt),
  };
}

function toThreads(threads: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    everyNotificationEvent.map((event) => [threadName(event), threads[event] ?? null]),
  );
}

function snakeKeys(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [snakeCase(key), member]));
}

/** Convert an input to the change of a channel. @param before the current settings, whose threads are kept */
export function toChannelChange<C extends NotificationChannel>(
  channel: C,
  input: Readonly<Record<string, unknown>>,
  before: Channel<C>,
): ChannelChange<C> {
  const events: ChannelChange<C>['events'] = {};
  const rest = { ...input };
  const { threads: kept = {} } = before.settings as WithThreads; // absent where there are none
  const threads = { ...kept };
  for (const event of everyNotificationEvent) {
    const isOn = rest[`${event}_${channel}_notifications`];
    if (typeof isOn === 'boolean') events[event] = isOn;
    delete rest[`${event}_${channel}_notifications`];
    const thread = rest[threadName(event)];
    if (typeof thread === 'string') threads[event] = thread;
    if (thread === null) delete threads[event];
    delete rest[threadName(event)];
  }
  const settings = { ...camelKeys(rest), ...(channel === 'telegram' && { threads }) };
  return { events, settings: settings as Partial<ChannelSettings<C>> }; // the input's schema has these members alone
}
