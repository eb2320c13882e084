import { AppError } from '../domain/error';
import { Secret } from '../domain/secret';

/**
 * Kinds of encryption: `none` uses STARTTLS when the server offers it, `starttls` insists on it, `tls` begins with it.
 */
export const smtpEncryptions = ['none', 'starttls', 'tls'] as const;
export type SmtpEncryption = (typeof smtpEncryptions)[number];

/** The mail server and the sender. */
export interface SmtpServer {
  host: string;
  port: number;
  encryption: SmtpEncryption;
  user: string | null;
  password: Secret | null;
  from: { address: string; name: string };
  /** Checked address to connect to instead of resolving `host`. */
  address?: string;
  /** Name for the HELO command. */
  helloName?: string | null;
  timeoutMs?: number | null;
}

export const defaultSmtpPorts: Record<SmtpEncryption, number> = { none: 25, starttls: 587, tls: 465 };

/**
 * Parse `smtp://user:password@host:587` or `smtps://…`; `?encryption=starttls` insists on STARTTLS. `from` is an
 * address or `Name <address>`; without it, mail comes from `gantry@` the public host.
 * @throws AppError bad_request
 */
export function smtpServerOfUrl(url: Secret, from: string | null, publicUrl: string): SmtpServer {
  const { protocol, hostname, port, username, password, searchParams } = parse(url);
  const demanded = smtpEncryptions.find((each) => each === searchParams.get('encryption'));
  const encryption = demanded ?? (protocol === 'smtps:' ? 'tls' : 'none');
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? defaultSmtpPorts[encryption] : Number(port),
    encryption,
    user: username === '' ? null : username,
    password: password === '' ? null : new Secret(password),
    from: senderOf(from ?? `gantry@${new URL(publicUrl).hostname}`),
  };
}

/** Parse the parts of the URL; user and password without their percent-encoding. */
function parse(url: Secret) {
  if (!URL.canParse(url.reveal())) throw noUrl();
  const parsed = new URL(url.reveal());
  if (parsed.hostname === '') throw noUrl();
  const { protocol, hostname, port, searchParams } = parsed;
  try {
    const username = decodeURIComponent(parsed.username);
    const password = decodeURIComponent(parsed.password);
    return { protocol, hostname, port, searchParams, username, password };
  } catch {
    throw noUrl();
  }
}

/** The error for an invalid URL, without a cause, which would repeat the URL and its password. */
function noUrl(): AppError {
  return new AppError(
    'bad_request',
    'Gantry cannot start: SMTP_URL is not a valid URL. Characters such as @ and % in its password must be percent-encoded.',
  );
}

function senderOf(text: string): SmtpServer['from'] {
  const [, name, address] = /^\s*"?([^"<>]*?)"?\s*<([^<>\s]+)>\s*$/.exec(text) ?? [];
  return address === undefined ? { address: text.trim(), name: 'Gantry' } : { address, name: name ?? '' };
}
