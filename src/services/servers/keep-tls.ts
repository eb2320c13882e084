import { setTls } from '../../engine/proxy/set-tls';
import type { Host } from '../../engine/server/host';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from './find';
import { proxyAccess } from './proxy-access';
import { openKey } from './sealed-certificate';

const DEADLINE_MS = 2 * 60_000;

/** Bring the certificate sources of a proxy to the desired state. @returns whether anything changed */
export async function keepTls(scope: OrganizationScope, server: ServerWithKey, host: Host): Promise<boolean> {
  const rows = await scope.db.uploadedCertificate.findMany({
    where: { serverId: server.id },
    orderBy: { id: 'asc' },
  });
  const { sealer } = scope.database;
  const certificates = rows.map((row) => ({ uuid: row.uuid, chain: row.chain, key: openKey(sealer, row) }));
  const signal = AbortSignal.timeout(DEADLINE_MS);
  return setTls({ ...proxyAccess(scope, server, host), signal }, scope.installation.acme, certificates);
}
