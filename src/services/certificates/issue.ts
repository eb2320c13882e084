import { CERTIFICATE_DAYS } from '../../domain/certificate-times';
import type { TlsMaterial } from '../../engine/database/tls';
import { issueCertificate } from '../../lib/certificate';
import type { OrganizationScope } from '../context';
import { getIssuer } from './authorities';

/** Issue a certificate for the names by which clients reach a database. */
export async function issueForDatabase(
  scope: OrganizationScope,
  { uuid, server }: { uuid: string; server: { id: number; name: string; ip: string } },
): Promise<{ material: TlsMaterial; expiresAt: Date }> {
  const issuer = await getIssuer(scope, server);
  const { certificate, key, expiresAt } = await issueCertificate(
    issuer,
    [uuid, 'localhost', '127.0.0.1', '::1', server.ip],
    { now: scope.clock.now(), days: CERTIFICATE_DAYS },
  );
  return { material: { authority: issuer.certificate, certificate, key }, expiresAt };
}
