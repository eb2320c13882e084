import { everyNotificationEvent, notificationChannels, notificationEvents } from '../../domain/notification';

const channelWords = {
  discord_enabled: 'Send messages to Discord.',
  discord_webhook_url: 'Address of the webhook of a channel of Discord; null: none.',
  discord_ping_enabled: 'Mention everyone in messages about failures.',
  slack_enabled: 'Send messages to Slack.',
  slack_webhook_url: 'Address of the webhook of a channel of Slack; null: none.',
  telegram_enabled: 'Send messages to Telegram.',
  telegram_token: 'Token of the bot; null: none.',
  telegram_chat_id: 'Id of the chat, or `@name` of the channel; null: none.',
  pushover_enabled: 'Send messages to Pushover.',
  pushover_user_key: 'Key of the user or the group at Pushover; null: none.',
  pushover_api_token: 'Token of the application at Pushover; null: none.',
  webhook_enabled: 'Send messages as JSON to an address.',
  webhook_url: 'Address that gets the messages; null: none.',
  use_instance_email_settings: 'Send by the mail server of the installation.',
  smtp_enabled: 'Send mails by a mail server.',
  smtp_from_address: 'Address that mails come from; null: none.',
  smtp_from_name: 'Name that mails come from; null: none.',
  smtp_recipients: 'Addresses that get mails, separated by commas; null: all users of the organization.',
  smtp_host: 'Host of the mail server; null: none.',
  smtp_port: 'Port of the mail server; null: none.',
  smtp_encryption: '`starttls`, `tls` from the first byte, or `none`; null: `starttls`.',
  smtp_username: 'Name at the mail server; null: without signing in.',
  smtp_password: 'Password at the mail server; null: without signing in.',
  smtp_timeout: 'Seconds in which the mail server has to answer; null: the usual ones.',
  smtp_ehlo_domain: 'Name by which Gantry greets the mail server; null: that of the machine.',
  resend_enabled: 'Send mails by Resend.',
  resend_api_key: 'Key of Resend; null: none.',
  is_from_environment: 'Whether the mail server was set by `SMTP_URL`, which nothing here can change.',
  last_delivered_at: 'When a message was delivered last, in UTC; null: never.',
  last_failure: 'Why the last message was not delivered; null after one that was.',
} as const;

/** Of each event its switch on every channel, and the thread that Telegram gets it in. */
const eventWords = Object.fromEntries(
  everyNotificationEvent.flatMap((event) => {
    const label = notificationEvents[event].label;
    return [
      ...notificationChannels.map((channel) => [
        `${event}_${channel}_notifications`,
        `Send a message: ${label}.`,
      ]),
      [`telegram_notifications_${event}_thread_id`, `Thread for messages: ${label}; null: none.`],
    ];
  }),
);

/** Fields of the channels that tell an organization what happened. */
export const notificationWords: Readonly<Record<string, string>> = { ...channelWords, ...eventWords };
