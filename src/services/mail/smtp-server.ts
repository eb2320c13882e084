import type { Services } from '../context';
import { defaultSmtpPorts, type SmtpServer, smtpEncryptions } from '../smtp-url';

/** Purpose to which the sealer binds the stored password. */
export const smtpPasswordPurpose = 'instances.smtp_password';

/** Get the mail server of SMTP_URL, else of the console's settings; null if neither is set: then no mail is sent. */
export async function smtpServer({ database, installation }: Services): Promise<SmtpServer | null> {
  if (installation.smtp) return installation.smtp;
  const row = await database.db.instance.findUniqueOrThrow({ where: { id: 1 } });
  if (!row.smtpHost || !row.smtpFromAddress) return null;
  const encryption = smtpEncryptions.find((each) => each === row.smtpEncryption) ?? 'starttls';
  return {
    host: row.smtpHost,
    port: row.smtpPort ?? defaultSmtpPorts[encryption],
    encryption,
    user: row.smtpUser,
    password: row.smtpPassword && database.sealer.open(row.smtpPassword, smtpPasswordPurpose),
    from: { address: row.smtpFromAddress, name: row.smtpFromName ?? row.name },
  };
}

/** Whether mail can be sent at all. */
export async function isMailConfigured(services: Services): Promise<boolean> {
  return (await smtpServer(services)) !== null;
}
