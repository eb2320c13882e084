import type { CloudToken, DnsCertificate, UploadedCertificate } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { Scope } from '../context';
import { getServer } from '../servers/list';

/** What is shown of a certificate. */
export type DnsCertificateRow = DnsCertificate & {
  cloudToken: CloudToken;
  certificate: UploadedCertificate | null;
};

export const shown = { cloudToken: true, certificate: true } as const;

/** List the certificates by DNS of a server, oldest first. @throws AppError 404 */
export async function listDnsCertificates(scope: Scope, serverUuid: string): Promise<DnsCertificateRow[]> {
  const { id: serverId } = await getServer(scope, serverUuid);
  return scope.db.dnsCertificate.findMany({ where: { serverId }, include: shown, orderBy: { id: 'asc' } });
}

/** Get one of a server, or 404. */
export async function findDnsCertificate(
  scope: Pick<Scope, 'db'>,
  serverId: number,
  uuid: string,
): Promise<DnsCertificateRow> {
  requirePublicId(uuid, 'Certificate');
  const found = await scope.db.dnsCertificate.findFirst({ where: { serverId, uuid }, include: shown });
  if (!found) throw notFound('Certificate');
  return found;
}
