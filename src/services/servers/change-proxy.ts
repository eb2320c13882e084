import type { ProxyKind } from '../../db/generated/client';
import { beginProxyChange, endProxyChange } from '../../db/queries/proxy-change';
import { AppError } from '../../domain/error';
import { isProxyProgram, proxyImages } from '../../domain/proxy';
import { findProxy, programOf } from '../../engine/proxy/model/find-proxy';
import type { Host } from '../../engine/server/host';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from './find';
import { GrowingPauses } from './growing-pauses';
import { startProxy } from './start-proxy';

/** Each failed attempt costs visitors some seconds. */
const pauses = new GrowingPauses();

/** The columns of a server that changes to another kind of proxy. */
export function proxyColumns(kind: ProxyKind | undefined) {
  return kind !== undefined && isProxyProgram(kind) ? { proxyImage: proxyImages[kind] } : {};
}

/** Refuse another program while an operation switches routes of the current one. @throws AppError `conflict` */
export async function requireRest(
  scope: OrganizationScope,
  server: Pick<ServerWithKey, 'id'>,
): Promise<void> {
  if (await isAtWork(scope, server))
    throw new AppError(
      'conflict',
      'A deployment or another operation is running on this server. Change its proxy when it has finished.',
    );
}

/** Queue the check of a server's proxy that its sweep would do later. */
export async function enqueueKeepProxy(scope: OrganizationScope, serverUuid: string): Promise<void> {
  const { organizationId, actorUserId } = scope;
  const payload = { organizationId, actorUserId, serverUuid };
  await scope.queue.enqueue('server.keep-proxy', payload, { key: `server.keep-proxy:${serverUuid}` });
}

/** Whether the proxy of a server, running or not, is another program than its settings ask for. */
export async function hasOtherProgram(
  scope: OrganizationScope,
  { proxyKind }: Pick<ServerWithKey, 'proxyKind'>,
  host: Host,
): Promise<boolean> {
  const found = await findProxy({ host, instanceId: scope.installation.uuid });
  return found !== null && programOf(found) !== proxyKind;
}

/**
 * Start the proxy of a server, replacing another program if there is one; but not while an operation works on the
 * server or another process does the same, nor soon after a failure unless a user asks for it.
 * @returns whether it was started; null: the other program stays for now
 */
export async function startOrChangeProxy(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
  { isAskedFor = false } = {},
): Promise<boolean | null> {
  if (!(await hasOtherProgram(scope, server, host))) return startProxy(scope, server, host);
  if (await isAtWork(scope, server)) return null;
  if (isAskedFor) pauses.forget(server.id);
  const { organizationId, database } = scope;
  const change = { organizationId, serverId: server.id };
  if (!pauses.begin(server.id, scope.clock.monotonicMs())) return null;
  if (!(await beginProxyChange(database.pool, change))) return null;
  try {
    const isStarted = await startProxy(scope, server, host, { otherProgram: 'replace' });
    pauses.forget(server.id);
    return isStarted;
  } finally {
    await endProxyChange(database.pool, change);
  }
}

async function isAtWork({ db }: OrganizationScope, { id }: Pick<ServerWithKey, 'id'>): Promise<boolean> {
  const working = await db.workload.findFirst({
    where: { destination: { serverId: id }, operations: { some: { status: 'in_progress' } } },
    select: { id: true },
  });
  return working !== null;
}
