import type { NotificationChannel } from '../../domain/notification';

/** Setting of a channel, by its wire name. */
export interface ChannelField {
  name: string;
  label: string;
  kind: 'switch' | 'text' | 'number' | 'secret' | 'encryption';
  hint?: string;
  placeholder?: string;
}

interface ChannelWords {
  title: string;
  description: string;
  fields: readonly ChannelField[];
}

/** Texts and fields of each channel, in the order of the page. */
export const channels: Readonly<Record<NotificationChannel, ChannelWords>> = {
  email: {
    title: 'E-mail',
    description: 'To the addresses below. If empty, to owners and admins.',
    fields: [
      {
        name: 'use_instance_email_settings',
        label: 'Use this installation’s mail server',
        kind: 'switch',
      },
      {
        name: 'smtp_recipients',
        label: 'Recipients',
        kind: 'text',
        placeholder: 'ops@example.com, me@example.com',
      },
      { name: 'smtp_enabled', label: 'Use your own mail server', kind: 'switch' },
      { name: 'smtp_host', label: 'Host', kind: 'text', placeholder: 'smtp.example.com' },
      { name: 'smtp_port', label: 'Port', kind: 'number', placeholder: '587' },
      { name: 'smtp_encryption', label: 'Encryption', kind: 'encryption' },
      { name: 'smtp_username', label: 'User', kind: 'text' },
      { name: 'smtp_password', label: 'Password', kind: 'secret' },
      { name: 'resend_enabled', label: 'Use Resend', kind: 'switch' },
      { name: 'resend_api_key', label: 'Resend API key', kind: 'secret' },
      { name: 'smtp_from_address', label: 'From address', kind: 'text', placeholder: 'gantry@example.com' },
      { name: 'smtp_from_name', label: 'From name', kind: 'text' },
    ],
  },
  discord: {
    title: 'Discord',
    description: 'To a channel, with a webhook from its Integrations settings.',
    fields: [
      { name: 'discord_enabled', label: 'Send to Discord', kind: 'switch' },
      { name: 'discord_webhook_url', label: 'Webhook URL', kind: 'secret' },
      {
        name: 'discord_ping_enabled',
        label: 'Mention everyone who is online when something fails',
        kind: 'switch',
      },
    ],
  },
  slack: {
    title: 'Slack',
    description: 'To a channel, with an incoming webhook. Also works with Mattermost and Rocket.Chat.',
    fields: [
      { name: 'slack_enabled', label: 'Send to Slack', kind: 'switch' },
      { name: 'slack_webhook_url', label: 'Webhook URL', kind: 'secret' },
    ],
  },
  telegram: {
    title: 'Telegram',
    description: 'To a person, group or channel, with a bot.',
    fields: [
      { name: 'telegram_enabled', label: 'Send to Telegram', kind: 'switch' },
      { name: 'telegram_token', label: 'Bot token', kind: 'secret' },
      { name: 'telegram_chat_id', label: 'Chat id', kind: 'text', placeholder: '-1001234567890' },
    ],
  },
  pushover: {
    title: 'Pushover',
    description: 'To the devices of a user or group.',
    fields: [
      { name: 'pushover_enabled', label: 'Send to Pushover', kind: 'switch' },
      { name: 'pushover_user_key', label: 'User key', kind: 'secret' },
      { name: 'pushover_api_token', label: 'API token', kind: 'secret' },
    ],
  },
  webhook: {
    title: 'Webhook',
    description: 'A POST request with JSON to your own URL, signed and repeated until it is delivered.',
    fields: [
      { name: 'webhook_enabled', label: 'Call the webhook', kind: 'switch' },
      {
        name: 'webhook_url',
        label: 'URL',
        kind: 'secret',
        hint: 'Hosts in your own network must be listed in INTERNAL_HOSTS.',
      },
    ],
  },
};
