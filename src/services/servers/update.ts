import type { Prisma, ProxyKind, Server } from '../../db/generated/client';
import { invalidField } from '../../domain/error';
import { nextRun } from '../../domain/input/time/next-run';
import { changed } from '../changed';
import { organizationScopeOf, type Scope } from '../context';
import { findPrivateKey } from '../private-keys/find';
import { requireServerAddress } from './address';
import { enqueueKeepProxy, proxyColumns, requireRest } from './change-proxy';
import { refuseAddressInUse } from './create';
import { findServer, type ServerWithKey } from './find';
import { hasProxy } from './inspect-machine';
import { fallbackOf } from './keep-fallback';
import { enqueueValidation } from './request-validation';
import { rescheduleTasks } from './reschedule-tasks';

export interface ServerChanges {
  name?: string;
  description?: string | null;
  ip?: string;
  port?: number;
  user?: string;
  privateKeyUuid?: string;
  isBuildServer?: boolean;
  proxyKind?: ProxyKind;
  redirectEnabled?: boolean;
  redirectUrl?: string | null;
  concurrentBuilds?: number;
  dynamicTimeout?: number;
  deploymentQueueLimit?: number;
  connectionTimeout?: number;
  buildLimitsMemory?: string;
  buildLimitsCpus?: string;
  diskUsageThreshold?: number;
  diskUsageCheckFrequency?: string;
  timeZone?: string;
  isTerminalEnabled?: boolean;
  networkPool?: string;
  validateNow: boolean;
}

export async function updateServer(scope: Scope, uuid: string, changes: ServerChanges): Promise<Server> {
  const { privateKeyUuid, validateNow, ...columns } = changes;
  const before = await findServer(scope, uuid);
  const key = privateKeyUuid === undefined ? before.privateKey : await findPrivateKey(scope, privateKeyUuid);
  if (changes.ip !== undefined && changes.ip !== before.ip) await requireServerAddress(scope, changes.ip);
  const { proxyKind = before.proxyKind } = changes;
  const isOtherProxy = proxyKind !== before.proxyKind;
  if (isOtherProxy) await requireRest(scope, before);
  if (changes.isBuildServer && !before.isBuildServer) await refuseWithResources(scope, before);

  const { diskUsageCheckFrequency: frequency = before.diskUsageCheckFrequency } = changes;
  const isRescheduled = frequency !== before.diskUsageCheckFrequency;
  const reached = reachedOtherwise(before, { ...changes, privateKeyId: key.id });
  const now = scope.clock.now();
  const data = {
    ...columns,
    ...(isOtherProxy && { ...proxyColumns(proxyKind), proxyProblem: null, proxyProblemAt: null }),
    ...(isRescheduled && { diskCheckNextRunAt: nextRun(frequency, now) }),
    privateKeyId: key.id,
    ...(reached ? unvalidated : {}),
  };
  // All of its tasks, whatever the caller may see.
  const { db } = organizationScopeOf(scope, scope.organizationId);
  const server = await refuseAddressInUse(
    db.$transaction(async (tx) => {
      const after = await tx.server.update({ where: { id: before.id }, data });
      if (after.timeZone !== before.timeZone) await rescheduleTasks(tx, after, now);
      return after;
    }),
  );
  scope.notes.changed(before, server);
  await changed(scope, 'server', uuid);
  const wasValidated = before.state !== 'unvalidated';
  if (validateNow || (reached && wasValidated)) await enqueueValidation(scope, server, false);
  const isProxyChanged = isOtherProxy || fallbackOf(server) !== fallbackOf(before);
  if (isProxyChanged && server.state === 'usable' && hasProxy(server)) await enqueueKeepProxy(scope, uuid);
  return server;
}

/**
 * The pinned host key stays: it must be presented at a new address too. A key presented at the old address no longer
 * counts, so this also lifts a block, and the next validation decides.
 */
const unvalidated: Prisma.ServerUncheckedUpdateInput = {
  state: 'unvalidated',
  presentedHostKey: null,
  presentedHostKeyFingerprint: null,
};

/** Whether Gantry would now sign in at another address, or as another user. */
function reachedOtherwise(
  before: ServerWithKey,
  after: { ip?: string; port?: number; user?: string; privateKeyId: number },
): boolean {
  return (
    (after.ip ?? before.ip) !== before.ip ||
    (after.port ?? before.port) !== before.port ||
    (after.user ?? before.user) !== before.user ||
    after.privateKeyId !== before.privateKeyId
  );
}

/** Refuse to turn a server with resources into a build server (deployment contract §17). */
async function refuseWithResources(scope: Scope, server: ServerWithKey): Promise<void> {
  const count = await scope.db.workload.count({ where: { destination: { serverId: server.id } } });
  if (count > 0)
    throw invalidField('is_build_server', 'A build server cannot run resources. Move or delete them first.');
}
