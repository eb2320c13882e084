import { AppError } from '../../domain/error';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findDatabase } from '../databases/find';
import { findExecution, findSchedule } from './find';
import { requestFilesRemoval } from './request';

/** Delete a schedule with all of its backups. */
export async function deleteSchedule(
  scope: Scope,
  ids: { database: string; schedule: string },
): Promise<void> {
  const database = await findDatabase(scope, ids.database);
  const schedule = await findSchedule(scope, ids.database, ids.schedule);
  const executions = await scope.db.backupExecution.findMany({
    where: { scheduleId: schedule.id },
    select: { file: true },
  });
  await scope.db.backupSchedule.delete({ where: { id: schedule.id } });
  await requestFilesRemoval(
    scope,
    database,
    executions.map(({ file }) => file),
  );
  await changed(scope, 'database', ids.database);
}

/** Delete one backup. @throws AppError 404 · 409 while it is made */
export async function deleteExecution(
  scope: Scope,
  ids: { database: string; schedule: string; execution: string },
): Promise<void> {
  const database = await findDatabase(scope, ids.database);
  const schedule = await findSchedule(scope, ids.database, ids.schedule);
  const execution = await findExecution(scope, schedule.id, ids.execution);
  if (execution.status === 'running')
    throw new AppError('conflict', 'The backup is being made. Cancel it, or wait until it has ended.');
  await scope.db.backupExecution.delete({ where: { id: execution.id } });
  await requestFilesRemoval(scope, database, [execution.file]);
  await changed(scope, 'database', ids.database);
}
