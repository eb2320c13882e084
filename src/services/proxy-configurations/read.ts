import { errorMessage } from '../../domain/error';
import type { ProxyKind } from '../../domain/proxy';
import { proxyOf } from '../../engine/proxy/kinds';
import type { Scope } from '../context';
import { findServer, type ServerWithKey } from '../servers/find';
import { unrecordedHostOf } from '../servers/host';
import { hasProxy } from '../servers/inspect-machine';
import { proxyAccess } from '../servers/proxy-access';
import { findCurrent, openContent } from './stored';

const DEADLINE_MS = 5_000;

export interface PresentConfiguration {
  /** The program in whose format the text is; `none`: the server has no proxy. */
  program: ProxyKind;
  /** The custom part; empty: there is none. */
  text: string;
  entryUuid: string | null;
  /** Gantry's configuration from the domains, as JSON; null: the proxy did not answer. */
  managed: string | null;
}

/** Read the configuration of a proxy: the users' part and, from the machine, Gantry's. */
export async function readConfiguration(scope: Scope, uuid: string): Promise<PresentConfiguration> {
  const server = await findServer(scope, uuid);
  const [current, managed] = await Promise.all([findCurrent(scope, server), managedPart(scope, server)]);
  const text = current ? openContent(scope.database.sealer, current) : '';
  return { program: server.proxyKind, text, entryUuid: current?.uuid ?? null, managed };
}

/** Read only the custom part, as it is stored; null: there is none. */
export async function storedConfiguration(
  scope: Scope,
  server: Pick<ServerWithKey, 'id' | 'proxyKind'>,
): Promise<string | null> {
  const current = await findCurrent(scope, server);
  return current && openContent(scope.database.sealer, current);
}

async function managedPart(scope: Scope, server: ServerWithKey): Promise<string | null> {
  if (server.state !== 'usable' || !hasProxy(server)) return null;
  const limit = new AbortController();
  try {
    const proxy = proxyAccess(scope, server, unrecordedHostOf(scope, server));
    const tooLong = scope.clock.sleep(DEADLINE_MS, limit.signal).then(() => null);
    tooLong.catch(() => undefined); // it was answered in time
    const servers = await Promise.race([proxyOf(proxy).readManaged(proxy), tooLong]);
    return servers && JSON.stringify(servers, null, 2);
  } catch (error) {
    scope.log.debug({ server: server.uuid, error: errorMessage(error) }, 'no configuration from the proxy');
    return null;
  } finally {
    limit.abort();
  }
}
