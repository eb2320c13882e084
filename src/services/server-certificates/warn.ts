import { daysLeft, endsSoon } from '../../domain/served-certificate';
import type { OrganizationScope } from '../context';
import { notify } from '../notifications/notify';
import type { ServerWithKey } from '../servers/find';

/** Warn once of each certificate that expires soon. */
export async function warnOfEnds(scope: OrganizationScope, server: ServerWithKey): Promise<void> {
  const rows = await scope.db.servedCertificate.findMany({ where: { serverId: server.id } });
  for (const { id, domain, issuedAt, expiresAt, isUploaded, problem, warnedOf } of rows) {
    if (!issuedAt || !expiresAt || warnedOf?.getTime() === expiresAt.getTime()) continue;
    const now = scope.clock.now();
    if (!endsSoon({ issuedAt, expiresAt, isUploaded }, now)) continue;
    await scope.db.servedCertificate.updateMany({ where: { id }, data: { warnedOf: expiresAt } });
    const days = daysLeft(expiresAt, now);
    const reason = isUploaded
      ? 'It was uploaded, so Gantry does not renew it. Upload a new one.'
      : `It has not been renewed${problem === null ? '.' : `: ${problem}`}`;
    await notify(scope, {
      event: 'certificate_expiring',
      isGood: false,
      title: `The certificate of ${domain} ${days <= 0 ? 'has expired' : `expires in ${days} days`}`,
      text: `${reason} The server is ${server.name}.`,
      path: `/servers/${server.uuid}/proxy`,
      id: `${server.uuid} ${domain} ${expiresAt.toISOString()}`,
      details: { server_uuid: server.uuid, server: server.name, domain, expires_at: expiresAt.toISOString() },
    });
  }
}
