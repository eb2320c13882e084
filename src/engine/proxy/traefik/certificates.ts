import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LogLine } from '../../../transport/docker/api';
import type { ProxyAccess } from '../model/access';
import type { CertificateFailure, LoadedCertificate } from '../model/certificates';
import { readProxyLog } from '../model/read-log';
import * as files from './files';
import { awaitInForce, isInForce } from './in-force';
import { revision } from './middlewares';
import { certificatesFile } from './shared-file';
import { fileText } from './text';

const LONGEST_MESSAGE = 500;

/** Load the certificates that users uploaded. @returns whether the loaded ones changed */
export async function loadCertificates(
  proxy: ProxyAccess,
  certificates: readonly LoadedCertificate[],
): Promise<boolean> {
  const content = certificatesFile(certificates);
  const hash = createHash('sha256').update(fileText(content)).digest('hex').slice(0, 16);
  const name = `gantry-certificates-${hash}`;
  if (await isInForce(proxy, name)) return false;
  const http = { middlewares: { [name]: revision(hash) } };
  await files.writeConfiguration(proxy, files.certificatesName, { ...content, http });
  await awaitInForce(proxy, name);
  return true;
}

/** Traefik's log entry on a certificate it did not get, one JSON object per line. */
const entry = z.object({
  error: z.string(),
  domains: z.array(z.string()),
  time: z.iso.datetime({ offset: true }),
});

/** Read why the proxy failed to get certificates, by domain. */
export async function readFailures(proxy: ProxyAccess): Promise<Map<string, CertificateFailure>> {
  return certificateFailures(await readProxyLog(proxy));
}

/** Find the newest failure of each domain in a Traefik log. */
export function certificateFailures(
  lines: readonly Pick<LogLine, 'text'>[],
): Map<string, CertificateFailure> {
  const failures = new Map<string, CertificateFailure>();
  for (const { text } of lines) {
    const found = text.includes('ACME') ? entryOf(text) : null;
    if (!found) continue;
    const message = found.error
      .replace(/^unable to generate a certificate for the domains \[[^\]]*\]: /, '')
      .slice(0, LONGEST_MESSAGE);
    for (const domain of found.domains) failures.set(domain, { message, at: new Date(found.time) });
  }
  return failures;
}

function entryOf(text: string): z.infer<typeof entry> | null {
  try {
    return entry.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null; // a foreign or truncated line
    throw error;
  }
}
