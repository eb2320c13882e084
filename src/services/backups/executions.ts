import { z } from 'zod';
import { DbNull, type InputJsonObject } from '../../db/generated/internal/prismaNamespace';
import type { ScopedModels } from '../../db/scope';
import type { BackupSpec } from '../../domain/database/backup-spec';
import { PERIODS_TO_MARK } from '../../domain/failing-schedule';
import type { Facts } from '../../engine/plan/facts';
import { countKeys } from '../../engine/plans/backup';
import type { PlanResult } from '../../engine/run/plan-run';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import type { LoadedOperation } from '../operations/load';

/** Of an operation that makes backups. */
export const backupParameters = z.object({ schedule: z.string() });

type Outdated = Pick<BackupSpec, 'outdated' | 'outdatedObjects'>;

/** Failed and missed executions that a schedule keeps, besides those of its newest runs. */
const MOST_FAILURES = 50;

/** Record the dumps that a backup is about to make, before there is a file. Repeatable. */
export async function keepExecutions(
  scope: OrganizationScope,
  { uuid: operationUuid }: LoadedOperation,
  scheduleId: number,
  parts: readonly { database: string | null; file: string; s3Object: string | null }[],
  s3StorageId: number | null,
): Promise<void> {
  const { organizationId } = scope;
  await scope.db.backupExecution.createMany({
    data: parts.map(({ database, file, s3Object }) => ({
      uuid: newUuid(),
      organizationId,
      scheduleId,
      operationUuid,
      database,
      file,
      s3Object,
      s3StorageId,
      createdAt: scope.clock.now(),
    })),
    skipDuplicates: true,
  });
}

/** Record the outcome of each dump, and forget those that were removed. Repeatable. */
export async function endExecutions(
  scope: OrganizationScope,
  operation: LoadedOperation,
  { outcome, reason, facts }: PlanResult,
  spec: Outdated | null,
): Promise<void> {
  const { db } = scope;
  const { uuid: operationUuid } = operation;
  const finishedAt = scope.clock.now();
  for (const [file, { bytes, isRemoved }] of Object.entries(facts.dumps ?? {}))
    await db.backupExecution.updateMany({
      where: { operationUuid, file },
      data: {
        status: 'success',
        bytes: BigInt(bytes),
        finishedAt,
        ...(isRemoved && { isLocal: false }),
        contents: contentsOf(facts, file) ?? DbNull,
      },
    });
  await endCopies(scope, operationUuid, facts);
  const message = reason ?? (outcome === 'cancelled' ? 'The backup was cancelled.' : 'The backup failed.');
  await db.backupExecution.updateMany({
    where: { operationUuid, status: 'running' },
    data: { status: 'failed', message, finishedAt },
  });
  const first = await db.backupExecution.findFirst({ where: { operationUuid } });
  if (!first) {
    if (outcome === 'failed') await recordUnprepared(scope, operation, message);
    return;
  }
  const { scheduleId } = first;
  if (outcome === 'finished') await forget(scope, scheduleId, spec);
  await forgetFailures(scope, scheduleId);
}

/** Forget the oldest of many executions that left no backup, but none of the runs that decide whether a schedule is failing. */
export async function forgetFailures(
  { db }: { db: Pick<ScopedModels, 'backupExecution'> },
  scheduleId: number,
): Promise<void> {
  const where = { scheduleId, status: { in: ['failed' as const, 'missed' as const] } };
  const select = { id: true, uuid: true, operationUuid: true };
  const rows = await db.backupExecution.findMany({ where, orderBy: { id: 'desc' }, select });
  const runOf = ({ uuid, operationUuid }: (typeof rows)[number]) => operationUuid ?? uuid;
  const newestRuns = [...new Set(rows.map(runOf))].slice(0, PERIODS_TO_MARK);
  const old = rows.slice(MOST_FAILURES).filter((row) => !newestRuns.includes(runOf(row)));
  if (old.length > 0)
    await db.backupExecution.deleteMany({ where: { ...where, id: { in: old.map(({ id }) => id) } } });
}

/** Record a backup that failed before it was known what to dump. */
async function recordUnprepared(
  scope: OrganizationScope,
  { uuid: operationUuid, workloadId, parameters }: LoadedOperation,
  message: string,
): Promise<void> {
  const { db, organizationId, clock } = scope;
  const { schedule: uuid } = backupParameters.parse(parameters);
  const schedule = await db.backupSchedule.findFirst({ where: { uuid, workloadId } });
  if (!schedule) return;
  const now = clock.now();
  const failed = {
    status: 'failed',
    file: '',
    isLocal: false,
    message,
    createdAt: now,
    finishedAt: now,
  } as const;
  await db.backupExecution.createMany({
    data: { ...failed, uuid: newUuid(), organizationId, scheduleId: schedule.id, operationUuid },
    skipDuplicates: true,
  });
  await forgetFailures(scope, schedule.id);
}

/** Contents of a database at the time of its dump; null: they were not counted. */
function contentsOf({ counts = {} }: Facts, file: string): InputJsonObject | null {
  const [before, after] = [counts[countKeys.before(file)], counts[countKeys.after(file)]];
  if (!before || !after) return null;
  const range = (a: number, b: number) => [Math.min(a, b), Math.max(a, b)];
  return { tables: range(before.tables, after.tables), rows: range(before.rows, after.rows) };
}

/** Record the outcome of each copy: a backup whose copy failed says so, but is still a backup. */
async function endCopies({ db }: OrganizationScope, operationUuid: string, facts: Facts): Promise<void> {
  const copied = Object.entries(facts.uploads ?? {}).flatMap(([key, { bytes }]) =>
    bytes === null ? [] : [key],
  );
  const where = { operationUuid, status: 'success', s3Object: { not: null } } as const;
  await db.backupExecution.updateMany({
    where,
    data: { isInS3: false, message: 'The copy to S3 failed. See the operation’s log for the reason.' },
  });
  await db.backupExecution.updateMany({
    where: { ...where, s3Object: { in: copied } },
    data: { isInS3: true, message: null },
  });
}

/** Forget the removed files and copies, and the backups that have neither left. */
async function forget({ db }: OrganizationScope, scheduleId: number, spec: Outdated | null): Promise<void> {
  const { outdated = [], outdatedObjects = [] } = spec ?? {};
  const keys = outdatedObjects.map(({ key }) => key);
  await db.backupExecution.updateMany({
    where: { scheduleId, file: { in: [...outdated] } },
    data: { isLocal: false },
  });
  await db.backupExecution.updateMany({
    where: { scheduleId, s3Object: { in: keys } },
    data: { isInS3: false },
  });
  await db.backupExecution.deleteMany({
    where: { scheduleId, status: 'success', isLocal: false, OR: [{ isInS3: null }, { isInS3: false }] },
  });
}
