import { tryExclusively } from '../../db/advisory-lock';
import type { Server } from '../../db/generated/client';
import type { ScopedModels } from '../../db/scope';
import { errorMessage } from '../../domain/error';
import { nextRun } from '../../domain/input/time/next-run';
import { type OrganizationScope, organizationScopeOf, type Services } from '../context';
import { runDue } from '../schedules/run-due';
import { probedStates } from '../server-sweep/probe';
import { endExecution, findScheduled } from './executions';
import { missCleanup } from './notice';
import { enqueueCleanup, queueExecution } from './request';

/** Age after which a cleanup will never end: its worker and its job are gone. */
const LONGEST_MS = 6 * 3_600_000;

/**
 * Start the cleanups and disk checks that are due, record which cleanups did not happen, and give up those that never
 * ended. One process does it for all.
 */
export async function runDueCleanups(services: Services): Promise<void> {
  const { database, clock, log } = services;
  await tryExclusively(database.maintenance, 'server cleanups', async () => {
    const isDue = [{ lte: clock.now() }, null];
    const servers = await database.unscoped.server.findMany({
      where: {
        state: { in: [...probedStates] },
        OR: isDue.flatMap((time) => [{ cleanupNextRunAt: time }, { diskCheckNextRunAt: time }]),
      },
      orderBy: { id: 'asc' },
    });
    for (const server of servers) {
      const scope = organizationScopeOf(services, server.organizationId);
      try {
        await cleanUpWhenDue(scope, server);
        await checkWhenDue(scope, server);
      } catch (error) {
        log.error({ server: server.uuid, error: errorMessage(error) }, 'server cleanup not started');
      }
    }
    await giveUpLost(services);
  });
}

async function cleanUpWhenDue(scope: OrganizationScope, server: Server): Promise<void> {
  const { id, uuid, cleanupFrequency: frequency, cleanupNextRunAt: nextRunAt } = server;
  const now = scope.clock.now();
  const advance = async (db: Pick<ScopedModels, 'server'>, next: Date | null) => {
    const where = { id, cleanupNextRunAt: nextRunAt };
    return (await db.server.updateMany({ where, data: { cleanupNextRunAt: next } })).count > 0;
  };
  if (nextRunAt === null) await advance(scope.db, nextRun(frequency, now));
  else if (nextRunAt <= now)
    await runDue(scope, {
      uuid,
      frequency,
      nextRunAt,
      advance,
      start: () => start(scope, server, nextRunAt),
      miss: (tx, reason) => missCleanup(scope, tx, { server, reason }),
    });
}

/** Start the cleanup that was due at a time, once. @returns why it did not start */
async function start(scope: OrganizationScope, server: Server, due: Date): Promise<string | null> {
  const begun = await findScheduled(scope, server, due);
  if (begun) {
    // The sweep that began it did not come to an end, so it may not be queued.
    if (begun.status === 'running') await queueExecution(scope, server, begun);
    return null;
  }
  if (server.state !== 'usable') return 'The server could not be reached when it was due.';
  const started = await enqueueCleanup(scope, server, {
    removesVolumes: server.removesUnusedVolumes,
    removesNetworks: server.removesUnusedNetworks,
    cause: 'schedule',
  });
  return started === null ? 'The previous cleanup was still running.' : null;
}

/** A missed check is not made up for: there is one now, or when the server can be reached. */
async function checkWhenDue(scope: OrganizationScope, server: Server): Promise<void> {
  const { id, uuid, diskUsageCheckFrequency: frequency, diskCheckNextRunAt: nextRunAt, state } = server;
  const now = scope.clock.now();
  if (nextRunAt !== null && nextRunAt > now) return;
  const { count } = await scope.db.server.updateMany({
    where: { id, diskCheckNextRunAt: nextRunAt },
    data: { diskCheckNextRunAt: nextRun(frequency, now) },
  });
  if (count === 0 || state !== 'usable') return;
  const { organizationId } = scope;
  await scope.queue.enqueue(
    'server.check-disk',
    { organizationId, serverUuid: uuid },
    { key: `server.check-disk:${uuid}` },
  );
}

async function giveUpLost(services: Services): Promise<void> {
  const { database, clock } = services;
  const lost = await database.unscoped.cleanupExecution.findMany({
    where: { status: 'running', createdAt: { lt: new Date(clock.now().getTime() - LONGEST_MS) } },
    include: { server: { select: { id: true, uuid: true } } },
  });
  for (const { id, organizationId, server } of lost)
    await endExecution(organizationScopeOf(services, organizationId), server, id, {
      status: 'failed',
      message: 'It did not finish. The next one continues with what is left.',
      removed: [],
      freedBytes: 0,
      diskUsedBefore: null,
      diskUsedAfter: null,
    });
}
