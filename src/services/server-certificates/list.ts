import type { ServedCertificate, UploadedCertificate } from '../../db/generated/client';
import type { Scope } from '../context';
import { getServer } from '../servers/list';

/** List the certificates that users uploaded for the proxy of a server, newest first. */
export async function listUploaded(scope: Scope, uuid: string): Promise<UploadedCertificate[]> {
  const { id: serverId } = await getServer(scope, uuid);
  return scope.db.uploadedCertificate.findMany({
    where: { serverId, dnsCertificate: null },
    orderBy: { id: 'desc' },
  });
}

/** List what the proxy of a server presents, by domain. */
export async function listServed(scope: Scope, uuid: string): Promise<ServedCertificate[]> {
  const { id: serverId } = await getServer(scope, uuid);
  return scope.db.servedCertificate.findMany({ where: { serverId }, orderBy: { domain: 'asc' } });
}
