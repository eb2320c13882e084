import type { ProxyKind } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import { isProxyProgram, proxyImages } from '../../domain/proxy';
import { findProxy, programOf } from '../../engine/proxy/model/find-proxy';
import type { Host } from '../../engine/server/host';
import type { OrganizationScope, Scope } from '../context';
import type { ServerWithKey } from './find';
import { GrowingPauses } from './growing-pauses';
import { startProxy } from './start-proxy';

/** Each attempt that fails cost the visitors some seconds. */
const pauses = new GrowingPauses();

/** The columns of a server that has another kind of proxy from now on. */
export function proxyColumns(kind: ProxyKind | undefined) {
  return kind !== undefined && isProxyProgram(kind) ? { proxyImage: proxyImages[kind] } : {};
}

/** Refuse another program while an operation switches routes of the one that there is. @throws AppError `conflict` */
export async function requireRest(
  scope: OrganizationScope,
  server: Pick<ServerWithKey, 'id'>,
): Promise<void> {
  if (await isAtWork(scope, server))
    throw new AppError(
      'conflict',
      'A deployment or another operation works on this server. Change its proxy when it has ended.',
    );
}

/** Queue the look at the proxy of a server that its sweep would take later. */
export async function enqueueKeepProxy(scope: Scope, serverUuid: string): Promise<void> {
  const { organizationId, actorUserId } = scope;
  const payload = { organizationId, actorUserId, serverUuid };
  await scope.queue.enqueue('server.keep-proxy', payload, { key: `server.keep-proxy:${serverUuid}` });
}

/**
 * Start the proxy of a server, in the place of another program where that one is still there; not while an operation
 * works on the server, nor again soon after that failed.
 * @returns whether it was started; null: the other program stays for now
 */
export async function startOrChangeProxy(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
): Promise<boolean | null> {
  const found = await findProxy({ host, instanceId: scope.installation.uuid });
  const isOther = found !== null && programOf(found) !== server.proxyKind;
  if (!isOther) return startProxy(scope, server, host);
  if ((await isAtWork(scope, server)) || !pauses.begin(server.id, scope.clock.monotonicMs())) return null;
  const isStarted = await startProxy(scope, server, host, { otherProgram: 'replace' });
  pauses.forget(server.id);
  return isStarted;
}

async function isAtWork({ db }: OrganizationScope, { id }: Pick<ServerWithKey, 'id'>): Promise<boolean> {
  const working = await db.workload.findFirst({
    where: { destination: { serverId: id }, operations: { some: { status: 'in_progress' } } },
    select: { id: true },
  });
  return working !== null;
}
