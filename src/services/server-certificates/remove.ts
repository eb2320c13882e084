import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findServer } from '../servers/find';
import { applyTls } from './apply';

/** Remove a certificate from the proxy of a server; its domains get others automatically. @throws AppError 404 */
export async function removeCertificate(scope: Scope, uuid: string, certificateUuid: string): Promise<void> {
  const server = await findServer(scope, uuid);
  requirePublicId(certificateUuid, 'Certificate');
  const { count } = await scope.db.uploadedCertificate.deleteMany({
    where: { serverId: server.id, uuid: certificateUuid, dnsCertificate: null },
  });
  if (count === 0) throw notFound('Certificate');
  await applyTls(scope, server);
  await changed(scope, 'server', uuid);
}
