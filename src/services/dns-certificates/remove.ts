import { changed } from '../changed';
import type { Scope } from '../context';
import { applyTls } from '../server-certificates/apply';
import { findServer } from '../servers/find';
import { findDnsCertificate } from './list';

/** Stop renewing a certificate and remove it from the proxy. @throws AppError 404 */
export async function removeDnsCertificate(scope: Scope, serverUuid: string, uuid: string): Promise<void> {
  const server = await findServer(scope, serverUuid);
  const { id } = await findDnsCertificate(scope, server.id, uuid);
  await scope.db.$transaction(async (tx) => {
    // An attempt may have stored one meanwhile: what the deleted row had is what goes.
    const { certificateId } = await tx.dnsCertificate.delete({ where: { id } });
    if (certificateId !== null) await tx.uploadedCertificate.deleteMany({ where: { id: certificateId } });
  });
  await applyTls(scope, server);
  await changed(scope, 'server', serverUuid);
}
