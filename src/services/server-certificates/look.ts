import type { ServedCertificate } from '../../db/generated/client';
import { errorMessage } from '../../domain/error';
import { endsSoon } from '../../domain/served-certificate';
import { proxyOf } from '../../engine/proxy/kinds';
import type { CertificateFailure } from '../../engine/proxy/model/certificates';
import { findRunning } from '../../engine/proxy/model/find-proxy';
import { presentedCertificate } from '../../engine/proxy/served-certificates';
import type { Host, PeerCertificate } from '../../engine/server/host';
import { changed } from '../changed';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from '../servers/find';
import { hasProxy } from '../servers/inspect-machine';
import { proxyAccess } from '../servers/proxy-access';
import { warnOfEnds } from './warn';

/** Time after which a good certificate is checked again. */
const PAUSE_MS = 3_600_000;

/** Check during a sweep, which continues when the check fails. */
export async function tryToLookAtCertificates(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
): Promise<void> {
  try {
    // None or another program is running: the check of the proxy itself reports that.
    if (hasProxy(server) && (await findRunning(proxyAccess(scope, server, host))) === null) return;
    await lookAtCertificates(scope, server, host, { all: false });
  } catch (error) {
    scope.log.warn({ server: server.uuid, error: errorMessage(error) }, 'certificates could not be checked');
  }
}

/**
 * Store what the proxy presents for each https domain, or why it has nothing.
 * @param all also check those that were good a short time ago
 */
export async function lookAtCertificates(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
  { all }: { all: boolean },
): Promise<void> {
  if (!hasProxy(server)) return;
  const proxy = proxyAccess(scope, server, host);
  const program = proxyOf(proxy);
  const domains = await program.httpsDomains(proxy);
  const known = await scope.db.servedCertificate.findMany({ where: { serverId: server.id } });
  const gone = known.filter(({ domain }) => !domains.includes(domain));
  await scope.db.servedCertificate.deleteMany({ where: { id: { in: gone.map(({ id }) => id) } } });
  const due = domains.filter((domain) => {
    const row = known.find((each) => each.domain === domain);
    return all || !row || isDue(row, scope.clock.now());
  });
  const uploaded = await uploadedFingerprints(scope, server);
  let isChanged = gone.length > 0;
  let failures: ReadonlyMap<string, CertificateFailure> | undefined;
  const failed = new Map<string, CertificateFailure>();
  for (const domain of due) {
    const found = await presentedCertificate(proxy, domain);
    const presented = found && { ...found, isUploaded: uploaded.has(found.fingerprint) };
    const now = scope.clock.now();
    if (!presented || endsSoon(presented, now)) failures ??= await program.certificateFailures(proxy);
    const failure = failures?.get(domain);
    const facts = { ...factsOf(domain, presented, failure), checkedAt: now };
    if (failure && facts.failedAt) failed.set(domain, failure);
    const row = known.find((each) => each.domain === domain);
    isChanged ||= !row || isOther(row, facts);
    await scope.db.servedCertificate.upsert({
      where: { serverId_domain: { serverId: server.id, domain } },
      create: { ...facts, domain, serverId: server.id, organizationId: scope.organizationId },
      update: facts,
    });
  }
  await program.retryCertificates(proxy, failed);
  await warnOfEnds(scope, server);
  if (isChanged) await changed(scope, 'server', server.uuid);
}

async function uploadedFingerprints({ db }: OrganizationScope, { id: serverId }: ServerWithKey) {
  const rows = await db.uploadedCertificate.findMany({
    where: { serverId, dnsCertificate: null },
    select: { fingerprint: true },
  });
  return new Set(rows.map(({ fingerprint }) => fingerprint));
}

type Presented = PeerCertificate & { isUploaded: boolean };

/** What is known of a domain. A failure before the certificate was issued no longer counts. */
function factsOf(domain: string, presented: Presented | null, failure: CertificateFailure | undefined) {
  const last = presented && failure && failure.at < presented.issuedAt ? undefined : failure;
  return {
    isUploaded: presented?.isUploaded ?? false,
    issuer: presented?.issuer ?? null,
    issuedAt: presented?.issuedAt ?? null,
    expiresAt: presented?.expiresAt ?? null,
    problem: (presented ? null : wildcardProblem(domain)) ?? last?.message ?? null,
    failedAt: last?.at ?? null,
  };
}

function isDue(row: ServedCertificate, now: Date): boolean {
  if (row.issuedAt === null || row.expiresAt === null || row.problem !== null) return true;
  const { issuedAt, expiresAt, isUploaded } = row;
  return (
    endsSoon({ issuedAt, expiresAt, isUploaded }, now) || now.getTime() - row.checkedAt.getTime() > PAUSE_MS
  );
}

/** A wildcard cannot be validated over HTTP (RFC 8555, 8.3); for another domain the first attempt is under way. */
function wildcardProblem(domain: string): string | null {
  return domain.startsWith('*.')
    ? 'Wildcard certificates cannot be issued over HTTP. Request one by DNS, or upload one that covers the domain.'
    : null;
}

function isOther(row: ServedCertificate, facts: Partial<ServedCertificate>): boolean {
  const compared = ['isUploaded', 'issuer', 'problem'] as const;
  return (
    compared.some((name) => row[name] !== facts[name]) ||
    row.expiresAt?.getTime() !== facts.expiresAt?.getTime()
  );
}
