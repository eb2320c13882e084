import type { OrganizationScope } from '../context';
import { findServer } from '../servers/find';
import { keepProxy } from './keep-proxy';

/** Put the proxy of a server in order now, because a user asked for it. A server that cannot be worked on is put in order when it can. */
export async function keepProxyOf(scope: OrganizationScope, serverUuid: string): Promise<void> {
  const server = await findServer(scope, serverUuid);
  if (server.state === 'usable') await keepProxy(scope, server, { isAskedFor: true });
}
