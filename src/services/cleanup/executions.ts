import type { Cause, CleanupExecution } from '../../db/generated/client';
import type { ScopedModels } from '../../db/scope';
import { isUniqueViolation } from '../../db/violations';
import type { CleanupObject } from '../../domain/cleanup';
import { newUuid } from '../../lib/random';
import { announceChange, changed } from '../changed';
import type { OrganizationScope, Scope } from '../context';
import type { ServerWithKey } from '../servers/find';
import { getServer } from '../servers/list';
import type { CleanupExtent } from './find-unneeded';

/** Executions to keep per server. */
const MOST_KEPT = 50;

type OfServer = Pick<ServerWithKey, 'id' | 'uuid'>;

/** Record that a cleanup begins. @returns null: another one of the server has not ended */
export async function beginExecution(
  scope: OrganizationScope,
  { id: serverId, uuid }: OfServer,
  given: CleanupExtent & { cause: Cause },
): Promise<CleanupExecution | null> {
  const { db, organizationId, clock } = scope;
  try {
    const row = await db.cleanupExecution.create({
      data: { ...given, uuid: newUuid(), organizationId, serverId, createdAt: clock.now() },
    });
    await announceChange(scope, { organizationId, kind: 'server', uuid });
    return row;
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

/** Find the cleanup that a schedule began since a time, unless it failed. */
export function findScheduled(
  { db }: OrganizationScope,
  { id: serverId }: OfServer,
  since: Date,
): Promise<CleanupExecution | null> {
  return db.cleanupExecution.findFirst({
    where: { serverId, cause: 'schedule', status: { in: ['running', 'success'] }, createdAt: { gte: since } },
  });
}

export interface CleanupEnd {
  status: 'success' | 'failed';
  message: string;
  removed: CleanupObject[];
  freedBytes: number;
  diskUsedBefore: number | null;
  diskUsedAfter: number | null;
}

/** Record the outcome of a cleanup. Repeatable. @returns whether this call ended it */
export async function endExecution(
  scope: OrganizationScope,
  server: OfServer,
  id: number,
  { freedBytes, removed, ...end }: CleanupEnd,
): Promise<boolean> {
  const { count } = await scope.db.cleanupExecution.updateMany({
    where: { id, status: 'running' },
    data: {
      ...end,
      removed: removed.map(({ kind, name, reason, bytes }) => ({ kind, name, reason, bytes })),
      freedBytes: BigInt(freedBytes),
      finishedAt: scope.clock.now(),
    },
  });
  await forgetOld(scope.db, server);
  await changed(scope, 'server', server.uuid);
  return count > 0;
}

/** Record that a cleanup did not happen, and why (deployment contract D12.1). */
export async function missExecution(
  { organizationId, clock }: Pick<OrganizationScope, 'organizationId' | 'clock'>,
  tx: ScopedModels,
  server: OfServer,
  message: string,
): Promise<void> {
  const now = clock.now();
  await tx.cleanupExecution.create({
    data: {
      uuid: newUuid(),
      organizationId,
      serverId: server.id,
      status: 'missed',
      cause: 'schedule',
      message,
      createdAt: now,
      finishedAt: now,
    },
  });
  await forgetOld(tx, server);
}

/** Take back a cleanup that has begun and cannot be queued: it does not happen. */
export async function withdrawExecution(
  scope: OrganizationScope,
  { uuid }: OfServer,
  id: number,
): Promise<void> {
  await scope.db.cleanupExecution.deleteMany({ where: { id, status: 'running' } });
  await changed(scope, 'server', uuid);
}

/** List the cleanups of a server, newest first. @throws AppError 404 */
export async function listExecutions(scope: Scope, uuid: string): Promise<CleanupExecution[]> {
  const { id: serverId } = await getServer(scope, uuid);
  return scope.db.cleanupExecution.findMany({
    where: { serverId },
    orderBy: { id: 'desc' },
    take: MOST_KEPT,
  });
}

async function forgetOld(
  db: Pick<ScopedModels, 'cleanupExecution'>,
  { id: serverId }: OfServer,
): Promise<void> {
  const [oldest] = await db.cleanupExecution.findMany({
    where: { serverId, status: { not: 'running' } },
    orderBy: { id: 'desc' },
    skip: MOST_KEPT,
    take: 1,
    select: { id: true },
  });
  if (oldest)
    await db.cleanupExecution.deleteMany({
      where: { serverId, status: { not: 'running' }, id: { lte: oldest.id } },
    });
}
