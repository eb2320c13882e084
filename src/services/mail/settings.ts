import { AppError } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import type { Scope } from '../context';
import { saveInstance } from '../installation/save-instance';
import { type SmtpEncryption, smtpEncryptions } from '../smtp-url';
import { sendMail } from './send';
import { smtpPasswordPurpose } from './smtp-server';

export interface MailSettings {
  smtpHost: string | null;
  smtpPort: number | null;
  smtpEncryption: SmtpEncryption | null;
  smtpUser: string | null;
  smtpPassword: Secret | null;
  smtpFromAddress: string | null;
  smtpFromName: string | null;
}

/** Get the mail settings: those of SMTP_URL, or the console's own. */
export async function getMailSettings(scope: Scope): Promise<MailSettings & { isFromEnvironment: boolean }> {
  const { database, installation } = scope;
  const { smtp } = installation;
  if (smtp)
    return {
      isFromEnvironment: true,
      smtpHost: smtp.host,
      smtpPort: smtp.port,
      smtpEncryption: smtp.encryption,
      smtpUser: smtp.user,
      smtpPassword: smtp.password,
      smtpFromAddress: smtp.from.address,
      smtpFromName: smtp.from.name,
    };
  const row = await database.db.instance.findUniqueOrThrow({ where: { id: 1 } });
  return {
    isFromEnvironment: false,
    smtpHost: row.smtpHost,
    smtpPort: row.smtpPort,
    smtpEncryption: smtpEncryptions.find((each) => each === row.smtpEncryption) ?? null,
    smtpUser: row.smtpUser,
    smtpPassword: row.smtpPassword && database.sealer.open(row.smtpPassword, smtpPasswordPurpose),
    smtpFromAddress: row.smtpFromAddress,
    smtpFromName: row.smtpFromName,
  };
}

/**
 * Update the given mail settings; null clears one.
 * @throws AppError conflict (SMTP_URL takes precedence)
 */
export async function updateMailSettings(scope: Scope, changes: Partial<MailSettings>): Promise<void> {
  const { database, installation } = scope;
  if (installation.smtp)
    throw new AppError(
      'conflict',
      'SMTP_URL sets the mail server. Change it there, or unset it and restart.',
    );
  const { smtpPassword, ...plain } = changes;
  const sealed = smtpPassword && database.sealer.seal(smtpPassword, smtpPasswordPurpose);
  await saveInstance(scope, {
    ...plain,
    ...(smtpPassword === undefined ? {} : { smtpPassword: sealed }),
  });
}

/**
 * Send a mail while the caller waits, so that the caller sees the answer of the mail server.
 * @throws AppError conflict (no mail server), unavailable, precondition_failed
 */
export async function sendTestMail(scope: Scope, to: string): Promise<void> {
  const values = { sentBy: scope.principal.user.name };
  if (!(await sendMail(scope, { to, template: 'test', values })))
    throw new AppError('conflict', 'No mail server is set. Enter one and save it first.');
}
