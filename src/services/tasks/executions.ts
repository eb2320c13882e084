import type { ScopedModels } from '../../db/scope';
import { AppError } from '../../domain/error';
import type { PlanResult } from '../../engine/run/plan-run';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';

/** Executions to keep per task. */
const MOST_KEPT = 50;

interface Beginning {
  taskId: number;
  operationUuid: string;
  /** Uuid of the execution that this retries. */
  execution: string | undefined;
}

/** Record that a run begins. Repeatable. */
export async function beginExecution(
  scope: OrganizationScope,
  { taskId, operationUuid, execution }: Beginning,
): Promise<void> {
  const { db, organizationId } = scope;
  const startedAt = scope.clock.now();
  const again = { operationUuid, status: 'running' as const, reason: null, finishedAt: null };
  if (execution !== undefined) {
    const { count } = await db.taskExecution.updateMany({
      where: { uuid: execution, taskId, operationUuid: { not: operationUuid } },
      data: { ...again, retryCount: { increment: 1 } },
    });
    if (count > 0) return;
  }
  await db.taskExecution.createMany({
    data: { uuid: newUuid(), organizationId, taskId, operationUuid, startedAt, createdAt: startedAt },
    skipDuplicates: true,
  });
}

/** Record the outcome of a run. Repeatable. */
export async function endExecution(
  scope: OrganizationScope,
  operationUuid: string,
  { outcome, reason, facts }: PlanResult,
): Promise<void> {
  const { db } = scope;
  const { task } = facts;
  const why = outcome === 'finished' ? null : (reason ?? 'The task failed.');
  await db.taskExecution.updateMany({
    where: { operationUuid, status: 'running' },
    data: {
      status: outcome === 'finished' ? 'success' : 'failed',
      output: task?.output ?? null,
      exitCode: task?.exitCode ?? null,
      reason: why,
      finishedAt: scope.clock.now(),
    },
  });
  const ended = await db.taskExecution.findUnique({ where: { operationUuid }, select: { taskId: true } });
  if (ended) await forgetOld(db, ended.taskId);
}

/** Record that a run did not happen, and why. */
export async function missExecution(
  { organizationId, clock }: Pick<OrganizationScope, 'organizationId' | 'clock'>,
  tx: ScopedModels,
  taskId: number,
  reason: string,
): Promise<void> {
  const now = clock.now();
  await tx.taskExecution.create({
    data: {
      uuid: newUuid(),
      organizationId,
      taskId,
      status: 'missed',
      reason,
      createdAt: now,
      finishedAt: now,
    },
  });
  await forgetOld(tx, taskId);
}

async function forgetOld(db: Pick<ScopedModels, 'taskExecution'>, taskId: number): Promise<void> {
  const [oldest] = await db.taskExecution.findMany({
    where: { taskId },
    orderBy: { id: 'desc' },
    skip: MOST_KEPT,
    take: 1,
    select: { id: true },
  });
  if (oldest) await db.taskExecution.deleteMany({ where: { taskId, id: { lte: oldest.id } } });
}

export function taskIsGone(): AppError {
  return new AppError('conflict', 'The task was deleted.');
}
