import type { LogLine } from '../../../transport/docker/api';
import type { ProxyAccess } from '../model/access';
import type { CertificateFailure } from '../model/certificates';
import { readProxyLog } from '../model/read-log';

const LONGEST_MESSAGE = 500;

/** Caddy's log entries on certificates (`tls.obtain`, `tls.renew`), one JSON object per line. */
interface Entry {
  logger?: unknown;
  msg?: unknown;
  error?: unknown;
  identifier?: unknown;
  ts?: unknown;
}

/** Read why the proxy failed to get certificates, by domain. */
export async function readFailures(proxy: ProxyAccess): Promise<ReadonlyMap<string, CertificateFailure>> {
  return certificateFailures(await readProxyLog(proxy));
}

/** Find the newest failure of each domain in the log of a proxy. Caddy retries on its own, with growing pauses. */
export function certificateFailures(
  lines: readonly Pick<LogLine, 'text'>[],
): Map<string, CertificateFailure> {
  const failures = new Map<string, CertificateFailure>();
  for (const { text } of lines) {
    const entry = entryOf(text);
    if (!entry || typeof entry.error !== 'string' || typeof entry.ts !== 'number') continue;
    const [, named, reason] = /^\[([^\]\s]+)\] (?:Obtain|Renew): (.*)$/s.exec(entry.error) ?? [];
    const domain = typeof entry.identifier === 'string' ? entry.identifier : named;
    if (domain === undefined) continue;
    const message = (reason ?? entry.error).slice(0, LONGEST_MESSAGE);
    failures.set(domain, { message, at: new Date(entry.ts * 1000) });
  }
  return failures;
}

function entryOf(text: string): Entry | null {
  if (!text.startsWith('{') || !/"logger":"(?:tls\.(?:obtain|renew))"/.test(text)) return null;
  try {
    return JSON.parse(text) as Entry; // each member is checked before use
  } catch (error) {
    if (error instanceof SyntaxError) return null; // a truncated line
    throw error;
  }
}
