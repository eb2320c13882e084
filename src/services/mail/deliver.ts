import { createTransport } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';
import { AppError, errorMessage } from '../../domain/error';
import type { SmtpServer } from '../smtp-url';
import { htmlOf, textOf } from './layout';
import type { MailContent, MailSender } from './templates/content';

/** How long to wait for an answer of the mail server, unless its settings say otherwise. */
const TIMEOUT_MS = 20_000;

/**
 * Hand one mail to the server.
 * @throws AppError bad_request (a header field with a line break), precondition_failed (the server refuses this mail
 *   permanently), unavailable (another try may succeed)
 */
export async function deliver(
  server: SmtpServer,
  { to, content, sender }: { to: string; content: MailContent; sender: MailSender },
): Promise<void> {
  const transport = createTransport(transportOptions(server));
  try {
    await transport.sendMail({
      from: { address: headerField(server.from.address), name: headerField(server.from.name) },
      to: { address: headerField(to), name: '' },
      subject: headerField(content.subject),
      text: textOf(content, sender),
      html: htmlOf(content, sender),
      // RFC 3834: vacation responders do not answer, and no filter takes it for a person's mail.
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } catch (error) {
    throw deliveryError(error);
  } finally {
    transport.close();
  }
}

function transportOptions(server: SmtpServer): SMTPTransport.Options {
  const { host, address, port, encryption, user, password, helloName } = server;
  const timeoutMs = server.timeoutMs ?? TIMEOUT_MS;
  return {
    host: address ?? host,
    ...(helloName && { name: helloName }),
    port,
    secure: encryption === 'tls',
    requireTLS: encryption === 'starttls',
    // Opportunistic encryption is better than none, even with an untrusted certificate.
    tls: { rejectUnauthorized: encryption !== 'none', ...(address !== undefined && { servername: host }) },
    ...(user === null ? {} : { auth: { user, pass: password?.reveal() ?? '' } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the purpose
const controls = /[\u0000-\u001f\u007f]/;

/** Refuse a header field with a line break, which would begin another header (hostile-inputs row 35). */
function headerField(text: string): string {
  if (controls.test(text))
    throw new AppError('bad_request', 'A mail header must not contain control characters.');
  return text;
}

/**
 * The error of a failed delivery. SMTP's 5xx means "do not try again" (RFC 5321 §4.2.1), except for a refused password,
 * which can be corrected.
 */
function deliveryError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { responseCode, code } = Object(error) as { responseCode?: unknown; code?: unknown }; // nodemailer's additions
  const isFinal = typeof responseCode === 'number' && responseCode >= 500 && code !== 'EAUTH';
  return new AppError(
    isFinal ? 'precondition_failed' : 'unavailable',
    `The mail server did not accept the mail: ${errorMessage(error)}`,
    { cause: error },
  );
}
