import { AppError, errorMessage } from '../../domain/error';
import { stopProxy } from '../../engine/proxy/stop-proxy';
import type { Host } from '../../engine/server/host';
import { changed } from '../changed';
import type { OrganizationScope, Scope } from '../context';
import { enqueueKeepProxy, hasOtherProgram } from './change-proxy';
import { findServer, type ServerWithKey } from './find';
import { hostOf, refuseBlocked } from './host';
import { hasProxy } from './inspect-machine';
import { noteProblem, proxyInOrder, storeProxyState } from './proxy-state';
import { enqueueValidation } from './request-validation';
import { startProxy } from './start-proxy';

/** Queue a restart of the proxy. */
export async function requestProxyRestart(scope: Scope, uuid: string): Promise<void> {
  const server = await findServer(scope, uuid);
  refuseBlocked(server);
  if (server.hostKey === null)
    throw new AppError('bad_request', 'This server has not been validated yet. Validate it first.');
  if (!hasProxy(server)) throw new AppError('bad_request', 'This server has no proxy to restart.');
  const { organizationId, actorUserId } = scope;
  const payload = { organizationId, actorUserId, serverUuid: uuid };
  await scope.queue.enqueue('server.restart-proxy', payload, { key: `server.restart-proxy:${uuid}` });
}

/**
 * Stop the proxy, if it is running, and start it again with its routes. If another program serves than the settings ask
 * for, retry that change instead.
 */
export async function restartProxy(scope: OrganizationScope, uuid: string): Promise<void> {
  const server = await findServer(scope, uuid);
  const host = hostOf(scope, server);
  if (await hasOtherProgram(scope, server, host)) {
    // The proxy of a server that failed its validation, often by this very change, is not checked until one passes.
    if (server.state !== 'usable') return enqueueValidation(scope, server, false);
    return enqueueKeepProxy(scope, uuid);
  }
  await scope.db.server.updateMany({ where: { id: server.id }, data: { proxyStatus: 'restarting' } });
  await changed(scope, 'server', uuid);
  try {
    await bounceProxy(scope, server, host);
    await storeProxyState(scope, server, proxyInOrder(server));
  } catch (error) {
    scope.log.warn({ server: uuid, error: errorMessage(error) }, 'proxy restart failed');
    await noteProblem(scope, server, host, error);
    throw error;
  }
}

/**
 * Stop the proxy, if it is running, and start it again; never one of another program than intended.
 * @throws AppError when it does not become ready
 */
export async function bounceProxy(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
): Promise<void> {
  if (!(await hasOtherProgram(scope, server, host))) await stopProxy(host, scope.installation.uuid);
  await startProxy(scope, server, host);
}
