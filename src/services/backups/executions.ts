import type { BackupSpec } from '../../domain/database/backup-spec';
import type { PlanResult } from '../../engine/run/plan-run';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import type { LoadedOperation } from '../operations/load';

/** Rows of failures that a schedule keeps. */
const MOST_FAILURES = 50;

/** Write what a backup is about to make, before there is a file. Repeatable. */
export async function keepExecutions(
  scope: OrganizationScope,
  { uuid: operationUuid }: LoadedOperation,
  scheduleId: number,
  parts: readonly { database: string | null; file: string }[],
): Promise<void> {
  const { organizationId } = scope;
  await scope.db.backupExecution.createMany({
    data: parts.map(({ database, file }) => ({
      uuid: newUuid(),
      organizationId,
      scheduleId,
      operationUuid,
      database,
      file,
      createdAt: scope.clock.now(),
    })),
    skipDuplicates: true,
  });
}

/** Write what became of each dump, and forget those that were removed. Repeatable. */
export async function endExecutions(
  scope: OrganizationScope,
  { uuid: operationUuid }: LoadedOperation,
  { outcome, reason, facts }: PlanResult,
  spec: BackupSpec | null,
): Promise<void> {
  const { db } = scope;
  const finishedAt = scope.clock.now();
  for (const [file, { bytes }] of Object.entries(facts.dumps ?? {}))
    await db.backupExecution.updateMany({
      where: { operationUuid, file },
      data: { status: 'success', bytes: BigInt(bytes), finishedAt },
    });
  const message = reason ?? (outcome === 'cancelled' ? 'The backup was cancelled.' : 'The backup failed.');
  await db.backupExecution.updateMany({
    where: { operationUuid, status: 'running' },
    data: { status: 'failed', message, finishedAt },
  });
  const first = await db.backupExecution.findFirst({ where: { operationUuid } });
  if (!first) return;
  const { scheduleId } = first;
  if (outcome === 'finished')
    await db.backupExecution.deleteMany({ where: { scheduleId, file: { in: [...(spec?.outdated ?? [])] } } });
  const [oldest] = await db.backupExecution.findMany({
    where: { scheduleId, status: 'failed' },
    orderBy: { id: 'desc' },
    skip: MOST_FAILURES,
    take: 1,
  });
  if (oldest)
    await db.backupExecution.deleteMany({ where: { scheduleId, status: 'failed', id: { lte: oldest.id } } });
}
