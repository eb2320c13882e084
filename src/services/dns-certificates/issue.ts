import type { Prisma } from '../../db/generated/client';
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

/** Time that an order may take. */
const ORDER_MS = 10 * 60_000;
/** An attempt also removes its records and talks to the proxy. One that a killed worker left is repeated afterwards. */
const LEASE_MS = 30 * 60_000;
const MOST_OF_A_PROBLEM = 500;
const withEverything = {
  cloudToken: true,
  certificate: true,
  server: { include: { privateKey: true } },
} as const;

type Row = Prisma.DnsCertificateGetPayload<{ include: typeof withEverything }>;

export type OrderCertificate = typeof orderCertificate;

/**
 * Obtain a certificate that is due, give it to the proxy, and store when the next is due; or store why that failed and
 * when it is tried again. Does nothing when it is not due, gone, or another worker's.
 * @param order for tests, which have no certificate authority
 * @throws what is no answer of a provider, an authority or a proxy; it counts as a failure all the same
 */
export async function issueDnsCertificate(
  scope: OrganizationScope,
  certificateUuid: string,
  order: OrderCertificate = orderCertificate,
): Promise<void> {
  const row = await claim(scope, certificateUuid);
  if (!row) return;
  try {
    await attempt(scope, row, order);
  } catch (error) {
    const problem = problemOf(error);
    await storeFailure(scope, row, problem ?? 'An internal error. The log of Gantry has the details.');
    if (problem === null) throw error;
  } finally {
    await changed(scope, 'server', row.server.uuid);
  }
}

/** Lease the row to this attempt. */
async function claim({ db, clock }: OrganizationScope, uuid: string): Promise<Row | null> {
  const now = clock.now();
  const { count } = await db.dnsCertificate.updateMany({
    where: { uuid, dueAt: { lte: now }, OR: [{ leasedUntil: null }, { leasedUntil: { lt: now } }] },
    data: { leasedUntil: new Date(now.getTime() + LEASE_MS) },
  });
  return count === 0 ? null : db.dnsCertificate.findFirst({ where: { uuid }, include: withEverything });
}

/** Condition of every write of an attempt: a later one may have taken over. */
const leased = ({ id, leasedUntil }: Row) => ({ id, leasedUntil });

/** What is shown of a failure; null for an error that no one expected. */
function problemOf(error: unknown): string | null {
  if (error instanceof RefusedByProxy) return `The proxy refused it: ${error.why}`;
  return error instanceof AppError && error.code !== 'internal' ? error.message : null;
}

async function storeFailure({ db, clock, log }: OrganizationScope, row: Row, problem: string): Promise<void> {
  const now = clock.now();
  const failures = row.failures + 1;
  await db.dnsCertificate.updateMany({
    where: leased(row),
    data: {
      problem: problem.slice(0, MOST_OF_A_PROBLEM),
      failures,
      failedAt: now,
      dueAt: nextAttempt(now, failures),
      leasedUntil: null,
    },
  });
  log.warn({ server: row.server.uuid, names: row.names, problem }, 'certificate not issued');
}

async function attempt(scope: OrganizationScope, row: Row, order: OrderCertificate): Promise<void> {
  if (isToBeAppliedOnly(row, scope.clock.now())) {
    await applyTls(scope, row.server);
    await storeSuccess(scope, row, {});
    return;
  }
  const { clock, installation, log } = scope;
  const { acme, internalHosts } = installation;
  const { chain, key } = await order(
    { names: row.names, accountKey: await accountKeyOf(scope), settings: acme },
    {
      account: dnsAccountOf(scope, row.cloudToken),
      lookup: dnsLookup(acme.dnsResolvers, internalHosts),
      clock,
    },
    {
      signal: AbortSignal.timeout(ORDER_MS),
      warn: (message) => log.warn({ certificate: row.uuid }, message),
    },
  );
  const now = clock.now();
  const outcome = readChain(chain, key, now);
  if (!outcome.ok) throw new AppError('unavailable', `The certificate cannot be used. ${outcome.message}`);
  const { facts } = outcome;
  const parts = { ...facts, keySealed: sealKey(scope.database.sealer, key), createdAt: now };
  if (!(await replace(scope, row, parts))) return; // deleted meanwhile
  await applyTls(scope, row.server);
  await storeSuccess(scope, row, { dueAt: renewalTime(now, facts.expiresAt) });
}

/** Authorities issue few certificates of the same names a week: one that the proxy refused is given to it again. */
function isToBeAppliedOnly({ certificate, problem }: Row, now: Date): boolean {
  if (!certificate || problem === null) return false;
  return now < renewalTime(certificate.createdAt, certificate.expiresAt);
}

async function storeSuccess({ db }: OrganizationScope, row: Row, change: { dueAt?: Date }): Promise<void> {
  const { certificate } = row;
  const dueAt = certificate && renewalTime(certificate.createdAt, certificate.expiresAt);
  await db.dnsCertificate.updateMany({
    where: leased(row),
    data: {
      ...(dueAt && { dueAt }),
      ...change,
      problem: null,
      failedAt: null,
      failures: 0,
      leasedUntil: null,
    },
  });
}

type CertificateParts = Omit<
  Prisma.UploadedCertificateUncheckedCreateInput,
  'id' | 'uuid' | 'organizationId' | 'serverId' | 'dnsCertificate'
>;

/** Store a certificate in the place of the present one. @returns false when the request is gone or another attempt's */
function replace(
  { db, organizationId }: OrganizationScope,
  row: Row,
  parts: CertificateParts,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { serverId, certificateId: before } = row;
    const { id } = await tx.uploadedCertificate.create({
      data: { ...parts, uuid: newUuid(), organizationId, serverId },
    });
    const { count } = await tx.dnsCertificate.updateMany({ where: leased(row), data: { certificateId: id } });
    const gone = count === 0 ? id : before;
    if (gone !== null) await tx.uploadedCertificate.deleteMany({ where: { id: gone } });
    return count > 0;
  });
}
