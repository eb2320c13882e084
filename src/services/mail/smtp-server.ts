import type { Services } from '../context';
import { defaultSmtpPorts, type SmtpServer, smtpEncryptions } from './smtp-url';

/** What the sealer binds the stored password to. */
export const smtpPasswordPurpose = 'instances.smtp_password';

/** SMTP_URL, or else the console's settings; null while there is neither: then no mail leaves. */
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

/** Whether a mail would leave at all. */
export async function isMailConfigured(services: Services): Promise<boolean> {
  return (await smtpServer(services)) !== null;
}
