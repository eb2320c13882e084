import type { ProxyKind, Server } from '../../db/generated/client';
import { errorMessage } from '../../domain/error';
import { isProxyProgram, proxyNames } from '../../domain/proxy';
import { findProxy, programOf } from '../../engine/proxy/model/find-proxy';
import type { Host } from '../../engine/server/host';
import { changed } from '../changed';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from './find';

/** The stored state of a server's proxy, besides what its settings ask for. */
export type ProxyState = Pick<Server, 'proxyStatus' | 'runningProxy' | 'proxyProblem'>;

/** The state of a proxy that matches its server's settings. */
export function proxyInOrder({ proxyKind }: Pick<Server, 'proxyKind'>): ProxyState {
  return { proxyStatus: 'running', runningProxy: proxyKind, proxyProblem: null };
}

/** The proxy program running on a machine, whatever its settings say; `none`: there is none. */
async function runningProgram(scope: OrganizationScope, host: Host): Promise<ProxyKind> {
  const found = await findProxy({ host, instanceId: scope.installation.uuid });
  return found?.state === 'running' ? programOf(found) : 'none';
}

/** Store what is running on a machine that, for now, has another proxy than its settings ask for. */
export async function noteRunning(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
  { proxyProblem }: Pick<ProxyState, 'proxyProblem'>,
): Promise<void> {
  const runningProxy = await runningProgram(scope, host);
  const proxyStatus = isProxyProgram(runningProxy) ? 'running' : 'exited';
  await storeProxyState(scope, server, { proxyStatus, runningProxy, proxyProblem });
}

/**
 * Store why a proxy is not in order. If another program continues in its place, the status is that program's.
 * @returns whether that is new, and whether the proxy was found so before and no other one serves
 */
export async function noteProblem(
  scope: OrganizationScope,
  server: ServerWithKey,
  host: Host,
  error: unknown,
): Promise<{ isNews: boolean; isStillSo: boolean }> {
  // If the machine does not answer, only the last seen state is known.
  const runningProxy = await runningProgram(scope, host).catch(() => null);
  const { proxyKind } = server;
  const isOther = runningProxy !== null && isProxyProgram(runningProxy) && runningProxy !== proxyKind;
  const reason = errorMessage(error);
  const { isOtherStatus, isOtherProblem } = await storeProxyState(scope, server, {
    proxyStatus: isOther ? 'running' : 'exited',
    runningProxy: runningProxy ?? server.runningProxy,
    proxyProblem:
      isOther && isProxyProgram(proxyKind)
        ? `${proxyNames[proxyKind]} could not replace ${proxyNames[runningProxy]}: ${reason}`
        : reason,
  });
  return {
    isNews: isOtherStatus || (isOther && isOtherProblem),
    isStillSo: !isOtherStatus && !isOther,
  };
}

/** Store the state of the proxy of a server. @returns what has changed */
export async function storeProxyState(
  scope: OrganizationScope,
  { id, uuid }: Pick<Server, 'id' | 'uuid'>,
  state: ProxyState,
): Promise<{ isOtherStatus: boolean; isOtherProblem: boolean }> {
  const before = await scope.db.server.findUnique({ where: { id } });
  if (before === null) return { isOtherStatus: false, isOtherProblem: false }; // removed in the meantime
  const isOtherStatus = before.proxyStatus !== state.proxyStatus;
  const isOtherProblem = before.proxyProblem !== state.proxyProblem;
  const changes = { isOtherStatus, isOtherProblem };
  if (!isOtherStatus && !isOtherProblem && before.runningProxy === state.runningProxy) return changes;
  const proxyProblemAt = state.proxyProblem === null ? null : scope.clock.now();
  await scope.db.server.updateMany({
    where: { id },
    data: { ...state, ...(isOtherProblem ? { proxyProblemAt } : {}) },
  });
  await changed(scope, 'server', uuid);
  return changes;
}
