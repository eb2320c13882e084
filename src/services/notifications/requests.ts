import type { NotificationChannel } from '../../domain/notification';
import { required } from './channel';
import type { ChannelSettings } from './channel-settings';
import type { NotificationMessage } from './message';

/** A request that carries a message. */
export interface MessageRequest {
  url: string;
  body: object;
  headers?: Readonly<Record<string, string>>;
}

type Requests = {
  [C in Exclude<NotificationChannel, 'email' | 'webhook'>]: (
    settings: ChannelSettings<C>,
    message: NotificationMessage,
  ) => MessageRequest;
};

const RED = 0xdc2626;
const GREEN = 0x16a34a;

/** The message in the form of each service. None of its text is interpreted as markup, mentions or links. */
export const messageRequests: Requests = {
  /** Discord's "Execute Webhook". */
  discord: (settings, message) => ({
    url: required(settings.discordWebhookUrl, 'The webhook URL'),
    body: {
      // Only this line can mention anyone.
      ...(settings.discordPingEnabled && !message.isGood && { content: '@here' }),
      allowed_mentions: { parse: settings.discordPingEnabled ? ['everyone'] : [] },
      embeds: [
        {
          title: short(escapeMarkdown(message.title), 256),
          description: short(escapeMarkdown(message.text), 4_000),
          url: message.url,
          color: message.isGood ? GREEN : RED,
          timestamp: message.at,
        },
      ],
    },
  }),
  /** Slack's incoming webhook, which Mattermost and Rocket.Chat also accept. */
  slack: (settings, message) => {
    const title = `*${short(escapeSlack(message.title), 300)}*`;
    const text = short(escapeSlack(message.text), 2_500);
    return {
      url: required(settings.slackWebhookUrl, 'The webhook URL'),
      body: {
        text: `${message.isGood ? '✅' : '❌'} ${title}\n${text}\n<${message.url}|Open it in the console>`,
      },
    };
  },
  /** `sendMessage` of Telegram's Bot API, as plain text. */
  telegram: (settings, message) => {
    const thread = settings.threads[message.event];
    return {
      url: `https://api.telegram.org/bot${required(settings.telegramToken, 'The token')}/sendMessage`,
      body: {
        chat_id: required(settings.telegramChatId, 'The chat id'),
        ...(thread !== undefined && { message_thread_id: Number(thread) }),
        text: `${message.isGood ? '✅' : '❌'} ${short(message.title, 300)}\n\n${short(message.text, 3_000)}\n\n${message.url}`,
        link_preview_options: { is_disabled: true },
      },
    };
  },
  pushover: (settings, message) => ({
    url: 'https://api.pushover.net/1/messages.json',
    body: {
      token: required(settings.pushoverApiToken, 'The API token'),
      user: required(settings.pushoverUserKey, 'The user key'),
      title: short(message.title, 250),
      message: short(message.text, 1_024),
      url: message.url,
      url_title: 'Open it in the console',
      priority: message.isGood ? -1 : 0,
    },
  }),
};

/** Resend's "Send Email". */
export function resendRequest(
  settings: ChannelSettings<'email'>,
  mail: {
    to: string;
    from: { address: string; name: string | null };
    subject: string;
    text: string;
    html: string;
  },
): MessageRequest {
  const { address, name } = mail.from;
  return {
    url: 'https://api.resend.com/emails',
    headers: { Authorization: `Bearer ${required(settings.resendApiKey, 'The API key of Resend')}` },
    body: {
      from: name === null ? address : `${JSON.stringify(name)} <${address}>`,
      to: [mail.to],
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
    },
  };
}

/** Cut by characters, not within one. */
function short(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\*_~`|>#[\]()<@]/g, (character) => `\\${character}`);
}

/** Slack interprets three characters: https://api.slack.com/reference/surfaces/formatting#escaping */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
