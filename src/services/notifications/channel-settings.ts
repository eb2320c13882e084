import { z } from 'zod';
import type { Sealer } from '../../db/sealed';
import type { NotificationChannel } from '../../domain/notification';
import { smtpEncryptions } from '../smtp-url';

const text = z.string().nullable().default(null);
const off = z.boolean().default(false);

/** Addresses and credentials of a channel, as they are sealed. New members need a default, for older rows. */
export const channelSettings = {
  email: z.object({
    useInstanceEmailSettings: off,
    smtpEnabled: off,
    smtpFromAddress: text,
    smtpFromName: text,
    /** Comma-separated; null: owners and admins. */
    smtpRecipients: text,
    smtpHost: text,
    smtpPort: z.number().nullable().default(null),
    smtpEncryption: z.enum(smtpEncryptions).nullable().default(null),
    smtpUsername: text,
    smtpPassword: text,
    /** Seconds. */
    smtpTimeout: z.number().nullable().default(null),
    smtpEhloDomain: text,
    resendEnabled: off,
    resendApiKey: text,
  }),
  discord: z.object({
    discordEnabled: off,
    discordWebhookUrl: text,
    discordPingEnabled: z.boolean().default(true),
  }),
  slack: z.object({ slackEnabled: off, slackWebhookUrl: text }),
  telegram: z.object({
    telegramEnabled: off,
    telegramToken: text,
    telegramChatId: text,
    /** Event → thread of a group with topics. */
    threads: z.record(z.string(), z.string()).default({}),
  }),
  pushover: z.object({ pushoverEnabled: off, pushoverUserKey: text, pushoverApiToken: text }),
  webhook: z.object({ webhookEnabled: off, webhookUrl: text }),
} as const satisfies Record<NotificationChannel, z.ZodType>;

export type ChannelSettings<C extends NotificationChannel> = z.output<(typeof channelSettings)[C]>;

const PURPOSE = 'notification_channels.settings';

export function sealSettings<C extends NotificationChannel>(
  sealer: Sealer,
  settings: ChannelSettings<C>,
): Uint8Array<ArrayBuffer> {
  return sealer.seal(JSON.stringify(settings), PURPOSE);
}

export function openSettings<C extends NotificationChannel>(
  sealer: Sealer,
  channel: C,
  sealed: Uint8Array,
): ChannelSettings<C> {
  return readSettings(channel, JSON.parse(sealer.open(sealed, PURPOSE).reveal()));
}

/** Settings with defaults for what is missing. */
export function readSettings<C extends NotificationChannel>(channel: C, value: unknown): ChannelSettings<C> {
  return channelSettings[channel].parse(value) as ChannelSettings<C>; // the schema of this channel made it
}
