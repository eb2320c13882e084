import { type HostKey, presentedHostKey } from '../../engine/server/host-key';
import { changed } from '../changed';
import type { OrganizationScope } from '../context';
import { locateServer } from './address';
import type { ServerWithKey } from './find';

/**
 * Block a server that presented another host key than the pinned one: read the key that it presents now, and stop
 * everything on the server until an owner accepts it (deployment contract D2.4).
 * @throws ConnectFailure when the machine no longer answers; then the server is not blocked
 */
export async function blockServer(scope: OrganizationScope, server: ServerWithKey): Promise<void> {
  const presented = await presentedHostKey(await locateServer(scope, server), {
    port: server.port,
    timeoutMs: server.connectionTimeout * 1000,
    pinned: server.hostKey,
  });
  if (presented.key !== server.hostKey) await storeBlock(scope, server, presented);
}

/** Store the block. `validationLogs`: the text beside the fingerprints. */
export async function storeBlock(
  scope: OrganizationScope,
  server: Pick<ServerWithKey, 'id' | 'uuid'>,
  presented: HostKey,
  validationLogs?: string | null,
): Promise<void> {
  await scope.db.server.updateMany({
    where: { id: server.id },
    data: {
      state: 'blocked',
      presentedHostKey: presented.key,
      presentedHostKeyFingerprint: presented.fingerprint,
      validationLogs,
    },
  });
  scope.hosts.drop(server.uuid);
  await changed(scope, 'server', server.uuid);
}
