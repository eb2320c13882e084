import type { UploadedCertificate } from '../../db/generated/client';
import { AppError, invalidField } from '../../domain/error';
import { isProxyProgram } from '../../domain/proxy';
import type { Secret } from '../../domain/secret';
import { RefusedByProxy } from '../../engine/proxy/model/refused';
import { readChain } from '../../lib/certificate-chain';
import { newUuid } from '../../lib/random';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findServer } from '../servers/find';
import { sealKey } from '../servers/sealed-certificate';
import { applyTls } from './apply';

/** Certificates that a server may have. */
const MOST = 100;

/**
 * Upload a certificate for the proxy of a server. It replaces those whose names it covers completely.
 * @throws AppError 422 when it cannot be used, 404
 */
export async function uploadCertificate(
  scope: Scope,
  uuid: string,
  given: { certificate: string; privateKey: Secret },
): Promise<UploadedCertificate> {
  const outcome = readChain(given.certificate, given.privateKey, scope.clock.now());
  if (!outcome.ok) throw invalidField(outcome.field, outcome.message);
  const server = await findServer(scope, uuid);
  if (!isProxyProgram(server.proxyKind)) throw new AppError('bad_request', 'This server has no proxy.');
  const before = await scope.db.uploadedCertificate.findMany({
    where: { serverId: server.id, dnsCertificate: null },
  });
  const replaced = before.filter(({ names }) => names.every((name) => outcome.facts.names.includes(name)));
  if (before.length - replaced.length >= MOST)
    throw new AppError('conflict', `A server can have at most ${MOST} certificates. Remove one first.`);
  const row = await scope.db.uploadedCertificate.create({
    data: {
      ...outcome.facts,
      uuid: newUuid(),
      organizationId: scope.organizationId,
      serverId: server.id,
      keySealed: sealKey(scope.database.sealer, given.privateKey),
      createdAt: scope.clock.now(),
    },
  });
  try {
    await applyTls(scope, server);
  } catch (error) {
    if (!(error instanceof RefusedByProxy)) throw error;
    await scope.db.uploadedCertificate.delete({ where: { id: row.id } });
    throw invalidField('certificate', `The proxy refused it: ${error.why}`);
  }
  if (replaced.length > 0) {
    await scope.db.uploadedCertificate.deleteMany({ where: { id: { in: replaced.map(({ id }) => id) } } });
    await applyTls(scope, server);
  }
  await changed(scope, 'server', uuid);
  return row;
}
