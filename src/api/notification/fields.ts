import { z } from 'zod';
import { hostAddress, isHostName } from '../../domain/input/address/host-address';
import { emailList, outgoingUrl } from '../../domain/input/address/outgoing-url';
import { port } from '../../domain/input/address/port';
import { emailAddress } from '../../domain/input/email-address';
import { singleLine } from '../../domain/input/text';
import { secretInput } from '../../domain/sensitive';
import { clearable } from '../wire/clearable';

const flag = z.boolean();
/** A token that is part of a URL or a header of the service. */
const token = (what: RegExp, words: string) => secretInput(clearable(z.string().max(512).regex(what, words)));
const url = secretInput(clearable(outgoingUrl));
const name = (bytes: number) => secretInput(clearable(singleLine(bytes)));

/** Writable settings of each channel, besides the events. */
export const channelFields = {
  email: {
    use_instance_email_settings: flag,
    smtp_enabled: flag,
    smtp_from_address: secretInput(clearable(emailAddress)),
    smtp_from_name: name(255),
    smtp_recipients: secretInput(clearable(emailList)),
    smtp_host: secretInput(clearable(hostAddress)),
    smtp_port: port.nullable(),
    smtp_encryption: z.enum(['starttls', 'tls', 'none']).nullable(),
    smtp_username: name(255),
    smtp_password: name(1024),
    smtp_timeout: z.int().min(1).max(60).nullable(),
    smtp_ehlo_domain: clearable(z.string().refine(isHostName, 'Must be a host name.')),
    resend_enabled: flag,
    resend_api_key: token(/^[!-~]+$/, 'Must be printable characters without spaces.'),
  },
  discord: { discord_enabled: flag, discord_webhook_url: url, discord_ping_enabled: flag },
  slack: { slack_enabled: flag, slack_webhook_url: url },
  telegram: {
    telegram_enabled: flag,
    telegram_token: token(/^\d+:[A-Za-z0-9_-]+$/, 'Must be a bot token, such as 123456:ABC-def.'),
    telegram_chat_id: token(/^(-?\d+|@[A-Za-z0-9_]+)$/, 'Must be a chat id, or the @name of a channel.'),
  },
  pushover: {
    pushover_enabled: flag,
    pushover_user_key: token(/^[A-Za-z0-9]+$/, 'Must be letters and digits.'),
    pushover_api_token: token(/^[A-Za-z0-9]+$/, 'Must be letters and digits.'),
  },
  webhook: { webhook_enabled: flag, webhook_url: url },
  threadId: token(/^\d{1,18}$/, 'Must be a number.'),
} as const;
