import type { Prisma, UploadedCertificate } from '../../db/generated/client';
import { nextAttempt, renewalTime } from '../../domain/dns-certificate';
import { AppError } from '../../domain/error';
import { dnsLookup } from '../../engine/dns/lookup';
import { orderCertificate } from '../../engine/dns/order';
import { RefusedByProxy } from '../../engine/proxy/model/refused';
import { readChain } from '../../lib/certificate-chain';
import { newUuid } from '../../lib/random';
import { changed } from '../changed';
import { dnsAccountOf } from '../cloud-tokens/account';
import type { OrganizationScope } from '../context';
import { applyTls } from '../server-certificates/apply';
import { sealKey } from '../servers/sealed-certificate';
import { accountKeyOf } from './account';

/** Time that an attempt may take. One that a killed worker left is repeated afterwards. */
const ATTEMPT_MS = 10 * 60_000;
const withEverything = {
  cloudToken: true,
  certificate: true,
  server: { include: { privateKey: true } },
} as const;

export type OrderCertificate = typeof orderCertificate;

/**
 * Obtain a certificate that is due, give it to the proxy, and store when the next is due; or store why there is none and
 * when the next attempt is. Does nothing when it is not due or gone.
 * @param order for tests, which have no certificate authority
 */
export async function issueDnsCertificate(
  scope: OrganizationScope,
  certificateUuid: string,
  order: OrderCertificate = orderCertificate,
): Promise<void> {
  const began = scope.clock.now();
  const { count } = await scope.db.dnsCertificate.updateMany({
    where: { uuid: certificateUuid, dueAt: { lte: began } },
    data: { dueAt: new Date(began.getTime() + ATTEMPT_MS) },
  });
  if (count === 0) return;
  const row = await scope.db.dnsCertificate.findFirst({
    where: { uuid: certificateUuid },
    include: withEverything,
  });
  if (!row) return;
  const problem = await attempt(scope, row, order).then(() => null, reasonOf);
  if (problem !== null) {
    const now = scope.clock.now();
    const failures = row.failures + 1;
    await scope.db.dnsCertificate.updateMany({
      where: { id: row.id },
      data: { problem, failures, failedAt: now, dueAt: nextAttempt(now, failures) },
    });
    scope.log.warn({ server: row.server.uuid, names: row.names, problem }, 'certificate not issued');
  }
  await changed(scope, 'server', row.server.uuid);
}

/** What is shown of a failure. @throws what is no answer of a provider, an authority or a proxy */
function reasonOf(error: unknown): string {
  if (error instanceof RefusedByProxy) return `The proxy refused it: ${error.why}`;
  if (error instanceof AppError && error.code !== 'internal') return error.message;
  throw error;
}

type Row = Prisma.DnsCertificateGetPayload<{ include: typeof withEverything }>;

async function attempt(scope: OrganizationScope, row: Row, order: OrderCertificate): Promise<void> {
  const { clock, installation, log } = scope;
  const signal = AbortSignal.timeout(ATTEMPT_MS);
  const { chain, key } = await order(
    { names: row.names, accountKey: await accountKeyOf(scope), settings: installation.acme },
    {
      account: dnsAccountOf(scope, row.cloudToken),
      lookup: dnsLookup(installation.acme.dnsResolvers),
      clock,
    },
    { signal, warn: (message) => log.warn({ certificate: row.uuid }, message) },
  );
  const now = clock.now();
  const outcome = readChain(chain, key, now);
  if (!outcome.ok) throw new AppError('unavailable', `The certificate cannot be used. ${outcome.message}`);
  const { facts } = outcome;
  const isStored = await replace(
    scope,
    row,
    { ...facts, uuid: newUuid(), keySealed: sealKey(scope.database.sealer, key), createdAt: now },
    { problem: null, failedAt: null, failures: 0, dueAt: renewalTime(now, facts.expiresAt) },
  );
  if (!isStored) return; // deleted meanwhile
  try {
    await applyTls(scope, row.server);
  } catch (error) {
    if (error instanceof RefusedByProxy) await replace(scope, row, partsOf(row.certificate), {});
    throw error;
  }
}

type CertificateParts = Omit<
  Prisma.UploadedCertificateUncheckedCreateInput,
  'id' | 'organizationId' | 'serverId' | 'dnsCertificate'
>;

function partsOf(certificate: UploadedCertificate | null): CertificateParts | null {
  if (!certificate) return null;
  const { id: _, ...parts } = certificate;
  return parts;
}

/** Put a certificate in the place of the present one. @returns false when the request is gone */
async function replace(
  { db, organizationId }: OrganizationScope,
  { id, serverId }: Row,
  parts: CertificateParts | null,
  change: Prisma.DnsCertificateUncheckedUpdateManyInput,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const present = await tx.dnsCertificate.findFirst({ where: { id } });
    if (!present) return false;
    const made =
      parts && (await tx.uploadedCertificate.create({ data: { ...parts, organizationId, serverId } }));
    const { count } = await tx.dnsCertificate.updateMany({
      where: { id },
      data: { ...change, certificateId: made?.id ?? null },
    });
    const gone = count === 0 ? made?.id : present.certificateId;
    if (gone != null) await tx.uploadedCertificate.deleteMany({ where: { id: gone } });
    return count > 0;
  });
}
