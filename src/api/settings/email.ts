import { z } from 'zod';
import { hostAddress } from '../../domain/input/address/host-address';
import { port } from '../../domain/input/address/port';
import { emailAddress } from '../../domain/input/email-address';
import { singleLine } from '../../domain/input/text';
import { Secret } from '../../domain/secret';
import { secretInput, sensitive } from '../../domain/sensitive';
import { getMailSettings, sendTestMail, updateMailSettings } from '../../services/mail/settings';
import { requireUnchanged } from '../../services/require-unchanged';
import { can } from '../authorize';
import { messageAnswer } from '../wire/answers';
import { camelKeys } from '../wire/camel-case';

const tag = 'Settings';
/** Mail settings of the contract that the installation does not have. */
const absent = { smtp_timeout: null, smtp_ehlo_domain: null, resend_enabled: false, resend_api_key: null };
const ABSENT = 'The installation sends mail through one SMTP server, with a fixed host name and timeout.';
const SWITCH = 'The mail server is on as long as smtp_host is set. Clear it to switch the mail server off.';

const encryption = z.enum(['none', 'starttls', 'tls']);

const emailSettings = z
  .object({
    smtp_host: z.string().nullable(),
    smtp_port: z.number().int().nullable(),
    smtp_encryption: encryption.nullable(),
    smtp_username: z.string().nullable(),
    smtp_password: sensitive(z.string().nullable()),
    smtp_from_address: z.string().nullable(),
    smtp_from_name: z.string().nullable(),
    smtp_enabled: z.boolean(),
    smtp_timeout: z.int().nullable(),
    smtp_ehlo_domain: z.string().nullable(),
    resend_enabled: z.boolean(),
    resend_api_key: sensitive(z.string().nullable()),
    /** Whether SMTP_URL sets the mail server. Then nothing can be changed here. */
    is_from_environment: z.boolean(),
  })
  .meta({ id: 'EmailSettings' });

type Settings = Awaited<ReturnType<typeof getMailSettings>>;

function toEmailSettings(settings: Settings): z.input<typeof emailSettings> {
  return {
    smtp_host: settings.smtpHost,
    smtp_port: settings.smtpPort,
    smtp_encryption: settings.smtpEncryption,
    smtp_username: settings.smtpUser,
    smtp_password: settings.smtpPassword?.reveal() ?? null,
    smtp_from_address: settings.smtpFromAddress,
    smtp_from_name: settings.smtpFromName,
    smtp_enabled: settings.smtpHost !== null,
    ...absent,
    is_from_environment: settings.isFromEnvironment,
  };
}

const emailChanges = z
  .strictObject({
    smtp_host: hostAddress.nullable(),
    smtp_port: port.nullable(),
    smtp_encryption: encryption.nullable(),
    smtp_username: singleLine(255).nullable(),
    smtp_password: secretInput(singleLine(1024).nullable()),
    smtp_from_address: emailAddress.nullable(),
    smtp_from_name: singleLine(255).nullable(),
    smtp_enabled: z.boolean(),
    smtp_timeout: z.int().nullable(),
    smtp_ehlo_domain: singleLine(255).nullable(),
    resend_enabled: z.boolean(),
    resend_api_key: secretInput(singleLine(1024).nullable()),
  })
  .partial();

export const email = can('settings:read', {
  input: z.strictObject({}),
  output: emailSettings,
  rest: { method: 'GET', path: '/settings/email', status: 200, tag, summary: 'Get the mail server' },
}).query(async ({ ctx }) => toEmailSettings(await getMailSettings(ctx.scope)));

export const updateEmail = can('settings:update', {
  input: emailChanges,
  output: emailSettings,
  audit: 'instance',
  rest: { method: 'PATCH', path: '/settings/email', status: 200, tag, summary: 'Change the mail server' },
}).mutation(async ({ ctx, input }) => {
  const { smtp_enabled, smtp_timeout, smtp_ehlo_domain, resend_enabled, resend_api_key, ...settings } = input;
  requireUnchanged({ smtp_timeout, smtp_ehlo_domain, resend_enabled, resend_api_key }, absent, ABSENT);
  const { smtp_password: password, smtp_username: smtpUser, ...rest } = settings;
  if (smtp_enabled !== undefined) {
    const { smtp_host = (await getMailSettings(ctx.scope)).smtpHost } = rest;
    requireUnchanged({ smtp_enabled }, { smtp_enabled: smtp_host !== null }, SWITCH);
  }
  const smtpPassword = typeof password === 'string' ? new Secret(password) : password;
  await updateMailSettings(ctx.scope, {
    ...(smtpPassword === undefined ? {} : { smtpPassword }),
    ...(smtpUser === undefined ? {} : { smtpUser }),
    ...camelKeys(rest),
  });
  return toEmailSettings(await getMailSettings(ctx.scope));
});

export const testEmail = can('settings:update', {
  input: z.strictObject({
    to: emailAddress.meta({ description: 'Address that receives the message.', example: 'ada@example.com' }),
  }),
  output: messageAnswer,
  audit: 'instance',
  rest: { method: 'POST', path: '/settings/email/test', status: 200, tag, summary: 'Send a test mail' },
}).mutation(async ({ ctx, input }) => {
  await sendTestMail(ctx.scope, input.to);
  return { message: `The mail server accepted a mail to ${input.to}.` };
});
