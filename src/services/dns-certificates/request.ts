import { AppError } from '../../domain/error';
import { isProxyProgram } from '../../domain/proxy';
import { newUuid } from '../../lib/random';
import { changed } from '../changed';
import { findCloudToken } from '../cloud-tokens/find';
import type { Scope } from '../context';
import { lockResource } from '../resource-lock';
import { findServer } from '../servers/find';
import { type DnsCertificateRow, findDnsCertificate, shown } from './list';
import { queueIssue } from './queue-issue';

/** Certificates by DNS that a server may have. */
const MOST = 50;
const RENEWAL_PAUSE_MS = 3_600_000;

/**
 * Request a certificate by DNS for the proxy of a server. It is issued in the background and renewed by itself.
 * @param names host names in ACE form
 * @throws AppError 404 · 400 for a server without a proxy · 409 when one of these names already has one
 */
export async function requestDnsCertificate(
  scope: Scope,
  serverUuid: string,
  { names, cloudTokenUuid }: { names: string[]; cloudTokenUuid: string },
): Promise<DnsCertificateRow> {
  const server = await findServer(scope, serverUuid);
  const token = await findCloudToken(scope, cloudTokenUuid);
  if (!isProxyProgram(server.proxyKind)) throw new AppError('bad_request', 'This server has no proxy.');
  const unlock = await lockResource(scope, scope.organizationId, `certificates of ${serverUuid}`);
  try {
    const row = await create(scope, server.id, token.id, names);
    await queueIssue(scope, row.uuid);
    await changed(scope, 'server', serverUuid);
    return row;
  } finally {
    await unlock();
  }
}

async function create(
  scope: Scope,
  serverId: number,
  cloudTokenId: number,
  names: string[],
): Promise<DnsCertificateRow> {
  const others = await scope.db.dnsCertificate.findMany({ where: { serverId } });
  const taken = names.filter((name) => others.some((other) => other.names.includes(name)));
  if (taken.length > 0)
    throw new AppError('conflict', `${taken.join(', ')} already has a certificate by DNS on this server.`);
  if (others.length >= MOST)
    throw new AppError(
      'conflict',
      `A server can have at most ${MOST} certificates by DNS. Delete one first.`,
    );
  const now = scope.clock.now();
  return scope.db.dnsCertificate.create({
    data: {
      uuid: newUuid(),
      organizationId: scope.organizationId,
      serverId,
      cloudTokenId,
      names,
      dueAt: now,
      createdAt: now,
    },
    include: shown,
  });
}

/**
 * Try again now, or renew what is still valid.
 * @throws AppError 404 · 409 while an attempt is under way, or shortly after a certificate was issued
 */
export async function renewDnsCertificate(scope: Scope, serverUuid: string, uuid: string): Promise<void> {
  const server = await findServer(scope, serverUuid);
  const row = await findDnsCertificate(scope, server.id, uuid);
  const now = scope.clock.now();
  if (row.leasedUntil && row.leasedUntil > now)
    throw new AppError('conflict', 'The certificate is being requested. Wait until that has ended.');
  if (row.certificate && now.getTime() - row.certificate.createdAt.getTime() < RENEWAL_PAUSE_MS)
    throw new AppError(
      'conflict',
      'The certificate was issued less than an hour ago. Authorities issue few of the same names a week.',
    );
  await scope.db.dnsCertificate.update({ where: { id: row.id }, data: { dueAt: now } });
  await queueIssue(scope, uuid);
}
