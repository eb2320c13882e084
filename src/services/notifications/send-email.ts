import { AppError } from '../../domain/error';
import { isIpAddress } from '../../domain/input/address/host-address';
import { Secret } from '../../domain/secret';
import { guardAddress, internalHosts, publicOnly } from '../../lib/address-guard';
import type { OrganizationScope } from '../context';
import { deliver } from '../mail/deliver';
import { htmlOf, textOf } from '../mail/layout';
import { smtpServer } from '../mail/smtp-server';
import { writeMail } from '../mail/templates/table';
import { defaultSmtpPorts, type SmtpServer } from '../smtp-url';
import { required } from './channel';
import type { ChannelSettings } from './channel-settings';
import type { NotificationMessage } from './message';
import { post } from './post';
import { resendRequest } from './requests';

type EmailSettings = ChannelSettings<'email'>;

/** The addresses that get the mails: the configured ones, or owners and admins. */
export async function recipientsOf(scope: OrganizationScope, settings: EmailSettings): Promise<string[]> {
  if (settings.smtpRecipients !== null) return settings.smtpRecipients.split(',').map((each) => each.trim());
  const administrators = await scope.db.membership.findMany({
    where: { role: { in: ['owner', 'admin'] }, user: { status: 'active' } },
    select: { user: { select: { email: true } } },
  });
  return administrators.map(({ user }) => user.email);
}

/** Send a message to one address. @throws AppError unavailable (try again), others are permanent */
export async function sendEmail(
  scope: OrganizationScope,
  settings: EmailSettings,
  to: string,
  message: NotificationMessage,
): Promise<void> {
  const organization = await scope.db.organization.findUniqueOrThrow({ where: { id: scope.organizationId } });
  const instance = await scope.database.db.instance.findUniqueOrThrow({ where: { id: 1 } });
  const sender = { instanceName: instance.name, publicUrl: scope.installation.publicUrl };
  const values = {
    title: message.title,
    text: message.text,
    organization: organization.name,
    link: message.url,
  };
  const content = writeMail('notification', values, sender);
  if (!settings.useInstanceEmailSettings && settings.resendEnabled) {
    const from = {
      address: required(settings.smtpFromAddress, 'The sender'),
      name: settings.smtpFromName,
    };
    const mail = {
      to,
      from,
      subject: content.subject,
      text: textOf(content, sender),
      html: htmlOf(content, sender),
    };
    return post(scope, resendRequest(settings, mail), 'Resend');
  }
  const server = settings.useInstanceEmailSettings
    ? await smtpServer(scope)
    : await ownServer(scope, settings);
  if (!server) throw new AppError('conflict', 'This installation has no mail server yet.');
  await deliver(server, { to, content, sender });
}

/**
 * The mail server of an organization, at an address that passed the guard: a user named it. Its name is for readers of
 * secrets only, so no error contains it.
 */
async function ownServer({ installation }: OrganizationScope, settings: EmailSettings): Promise<SmtpServer> {
  const host = required(settings.smtpHost, 'The mail server');
  const internal = internalHosts(installation.internalHosts);
  const verdict = await guardAddress(host, { allowed: publicOnly, internal });
  if (verdict.outcome === 'unresolved')
    throw new AppError('unavailable', 'The host name of the mail server (smtp_host) does not resolve.');
  if (verdict.outcome === 'refused')
    throw new AppError(
      'bad_request',
      'The mail server (smtp_host) is not allowed unless INTERNAL_HOSTS lists it.',
    );
  const [address] = verdict.addresses;
  const encryption = settings.smtpEncryption ?? 'starttls';
  const fromAddress = required(settings.smtpFromAddress, 'The sender');
  return {
    host,
    ...(address !== undefined && !isIpAddress(host) && { address }),
    port: settings.smtpPort ?? defaultSmtpPorts[encryption],
    encryption,
    user: settings.smtpUsername,
    password: settings.smtpPassword === null ? null : new Secret(settings.smtpPassword),
    from: { address: fromAddress, name: settings.smtpFromName ?? '' },
    helloName: settings.smtpEhloDomain,
    timeoutMs: settings.smtpTimeout === null ? null : settings.smtpTimeout * 1_000,
  };
}
