import type { OrganizationScope, Scope } from '../context';
import { findServer } from '../servers/find';
import { keepNetworks } from './keep-networks';

/** Queue the job that puts the networks of a server in order, which its sweep would do later. */
export async function enqueueKeepNetworks(scope: Scope, serverUuid: string): Promise<void> {
  const { organizationId, actorUserId } = scope;
  const payload = { organizationId, actorUserId, serverUuid };
  await scope.queue.enqueue('server.keep-networks', payload, { key: `server.keep-networks:${serverUuid}` });
}

/** Run that job. A server that is not usable is put in order once it is. */
export async function keepNetworksOf(scope: OrganizationScope, serverUuid: string): Promise<void> {
  const server = await findServer(scope, serverUuid);
  if (server.state === 'usable') await keepNetworks(scope, server);
}
