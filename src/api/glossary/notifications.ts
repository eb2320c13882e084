import { everyNotificationEvent, notificationChannels, notificationEvents } from '../../domain/notification';

const channelWords = {
  discord_enabled: 'Send messages to Discord.',
  discord_webhook_url: 'Webhook URL of a Discord channel; null: none.',
  discord_ping_enabled: 'Mention everyone in messages about failures.',
  slack_enabled: 'Send messages to Slack.',
  slack_webhook_url: 'Webhook URL of a Slack channel; null: none.',
  telegram_enabled: 'Send messages to Telegram.',
  telegram_token: 'Bot token; null: none.',
  telegram_chat_id: 'Id of the chat, or `@name` of the channel; null: none.',
  pushover_enabled: 'Send messages to Pushover.',
  pushover_user_key: 'Pushover user or group key; null: none.',
  pushover_api_token: 'Pushover application token; null: none.',
  webhook_enabled: 'Send messages as JSON to a URL.',
  webhook_url: 'URL that receives the messages; null: none.',
  is_signed: 'Whether deliveries to the webhook are signed (Standard Webhooks); false until it has a secret.',
  signing_secret: 'Secret that signs deliveries to the webhook.',
  rotation_ends_at:
    'Until when the replaced secret signs, too, in UTC; null: no secret was replaced recently.',
  disabled_at:
    'When Gantry switched the webhook off because its deliveries failed, in UTC; null: it did not.',
  disabled_reason: 'Why Gantry switched the webhook off; null: it did not.',
  delivery_uuid: 'Id of the delivery, which is also its `webhook-id`.',
  response_status: 'Status of the response to the last attempt; null: there was none.',
  duration_ms: 'Duration of the last attempt in milliseconds; null: there was none yet.',
  last_attempt_at: 'When it was last sent, in UTC; null: not yet.',
  next_attempt_at: 'When it is sent next, in UTC; null: it is not.',
  attempted_at: 'When it was sent, in UTC.',
  payload: 'Body of the request, exactly as it is sent and signed.',
  use_instance_email_settings: 'Use the installation’s mail server.',
  smtp_enabled: 'Send mail through a mail server.',
  smtp_from_address: 'Sender address; null: none.',
  smtp_from_name: 'Sender name; null: none.',
  smtp_recipients: 'Recipient addresses, separated by commas; null: all users of the organization.',
  smtp_host: 'Host of the mail server; null: none.',
  smtp_port: 'Port of the mail server; null: none.',
  smtp_encryption: '`starttls`, `tls` from the first byte, or `none`; null: `starttls`.',
  smtp_username: 'User name for the mail server; null: no sign-in.',
  smtp_password: 'Password for the mail server; null: no sign-in.',
  smtp_timeout: 'Seconds to wait for the mail server; null: the default.',
  smtp_ehlo_domain: 'Host name that Gantry sends in EHLO; null: the name of the machine.',
  resend_enabled: 'Send mail with Resend.',
  resend_api_key: 'Resend API key; null: none.',
  is_from_environment: 'Whether the mail server is set by `SMTP_URL` and cannot be changed here.',
  last_delivered_at: 'When a message was last delivered, in UTC; null: never.',
  last_failure: 'Why the last message was not delivered; null if it was.',
} as const;

/** The switch of each event on every channel, and the Telegram thread that receives the event. */
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

/** Fields of the channels that notify an organization. */
export const notificationWords: Readonly<Record<string, string>> = { ...channelWords, ...eventWords };
