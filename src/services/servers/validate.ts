import type { Prisma, Server } from '../../db/generated/client';
import { AppError, errorMessage } from '../../domain/error';
import { type ServerState, serverCan, serverMoves, serverStates } from '../../domain/states';
import type { HostKey } from '../../engine/server/host-key';
import { changed } from '../changed';
import type { OrganizationScope } from '../context';
import { storeBlock } from './block';
import { enqueueKeepProxy } from './change-proxy';
import { findServer, type ServerWithKey } from './find';
import { inspectMachine } from './inspect-machine';
import { prepareMachine } from './prepare-machine';
import { HostKeyChanged, signIn } from './sign-in';
import { ValidationRecord, ValidationStopped } from './validation-steps';

/** Steps before Gantry is on the machine; a failure of a later one is a fault of the machine. */
const waysIn = new Set(['address', 'connection', 'login']);

/**
 * Validate a server (deployment contract §17): sign in, inspect, then network and proxy. Faults of the machine are the
 * result, stored in the row; only faults of Gantry are thrown, after the row says so.
 */
export async function validateServer(
  scope: OrganizationScope,
  { serverUuid, install }: { serverUuid: string; install: boolean },
): Promise<void> {
  const server = await findServer(scope, serverUuid);
  if (!serverCan.validate(server.state) || !(await move(scope, server, 'validating', {}))) return;
  const record = new ValidationRecord(scope, server);
  try {
    const { host, hostKey } = await signIn(scope, server, record);
    await pin(scope, server, hostKey);
    const { dockerVersion } = await inspectMachine(scope, server, host, { record, install });
    const isProxyStarted = await prepareMachine(scope, server, host, record);
    await move(scope, server, 'usable', {
      ...reached(scope),
      dockerVersion,
      validationLogs: record.logs(),
    });
    // In place of another program, it has no routes yet.
    if (isProxyStarted) await enqueueKeepProxy(scope, serverUuid);
  } catch (error) {
    await storeFailure(scope, server, record, error);
  }
}

/** Pin the host key that the sign-in found (deployment contract P10). */
async function pin(
  scope: OrganizationScope,
  server: ServerWithKey,
  { key, fingerprint }: HostKey,
): Promise<void> {
  await scope.db.server.updateMany({
    where: { id: server.id, hostKey: null },
    data: { hostKey: key, hostKeyFingerprint: fingerprint },
  });
}

async function storeFailure(
  scope: OrganizationScope,
  server: ServerWithKey,
  record: ValidationRecord,
  error: unknown,
): Promise<void> {
  const stopped = error instanceof ValidationStopped ? error : null;
  if (stopped?.cause instanceof HostKeyChanged)
    return storeBlock(scope, server, stopped.cause.presented, record.logs());
  const state = stopped && waysIn.has(stopped.step.id) ? 'unreachable' : 'invalid';
  const validationLogs = record.logs() ?? `The validation ended unexpectedly: ${errorMessage(error)}`;
  await move(scope, server, state, { validationLogs, ...(state === 'invalid' ? reached(scope) : {}) });
  if (!stopped) throw new AppError('internal', 'Server Error', { cause: error, detail: 'server validation' });
}

function reached(scope: OrganizationScope) {
  const now = scope.clock.now();
  return { validatedAt: now, lastReachableAt: now, unreachableCount: 0, goodProbes: 0, failingSince: null };
}

/**
 * Move the server to a state.
 * @returns false when that is not a legal move from its state (it was blocked or removed in the meantime)
 */
async function move(
  scope: OrganizationScope,
  server: Pick<Server, 'id' | 'uuid'>,
  to: ServerState,
  data: Prisma.ServerUpdateManyMutationInput,
): Promise<boolean> {
  // A validation whose worker died left `validating` behind: the next one takes over.
  const from = serverStates.filter((state) => serverMoves[state].includes(to) || state === to);
  const { count } = await scope.db.server.updateMany({
    where: { id: server.id, state: { in: from } },
    data: { ...data, state: to },
  });
  await changed(scope, 'server', server.uuid);
  return count > 0;
}
