import type { OrganizationScope } from '../context';
import { findServer } from '../servers/find';
import { keepProxy } from './keep-proxy';

/**
 * Put the proxy of a server in order now, as a user requested. A server that is not usable is put in order once it is.
 */
export async function keepProxyOf(scope: OrganizationScope, serverUuid: string): Promise<void> {
  const server = await findServer(scope, serverUuid);
  if (server.state === 'usable') await keepProxy(scope, server, { isAskedFor: true });
}
