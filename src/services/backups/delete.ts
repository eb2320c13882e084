import type { BackupExecution } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findDatabase } from '../databases/find';
import type { Copied } from './copies';
import { findExecution, findSchedule } from './find';
import { requestFilesRemoval } from './request';

/** Delete a schedule and all of its backups; copies in S3 stay unless they are to be deleted as well. */
export async function deleteSchedule(
  scope: Scope,
  ids: { database: string; schedule: string },
  deletesCopies: boolean,
): Promise<void> {
  const database = await findDatabase(scope, ids.database);
  const schedule = await findSchedule(scope, ids.database, ids.schedule);
  const executions = await scope.db.backupExecution.findMany({
    where: { scheduleId: schedule.id },
    include: { s3Storage: true },
  });
  await scope.db.backupSchedule.delete({ where: { id: schedule.id } });
  await requestFilesRemoval(scope, database, removedOf(executions, deletesCopies));
  await changed(scope, 'database', ids.database);
}

/** Delete one backup. @throws AppError 404 · 409 while it is being made */
export async function deleteExecution(
  scope: Scope,
  ids: { database: string; schedule: string; execution: string },
  deletesCopies: boolean,
): Promise<void> {
  const database = await findDatabase(scope, ids.database);
  const schedule = await findSchedule(scope, ids.database, ids.schedule);
  const execution = await findExecution(scope, schedule.id, ids.execution);
  if (execution.status === 'running')
    throw new AppError('conflict', 'The backup is still being made. Cancel it, or wait until it finishes.');
  const { id } = execution;
  const deleted = await scope.db.backupExecution.delete({ where: { id }, include: { s3Storage: true } });
  await requestFilesRemoval(scope, database, removedOf([deleted], deletesCopies));
  await changed(scope, 'database', ids.database);
}

type Deleted = Copied & Pick<BackupExecution, 'file' | 'isLocal'>;

/** The files and copies left by backups whose rows are deleted. */
export function removedOf(executions: readonly Deleted[], deletesCopies: boolean) {
  return {
    files: executions.filter(({ isLocal }) => isLocal).map(({ file }) => file),
    objects: deletesCopies ? executions.flatMap(copiesOf) : [],
  };
}

function copiesOf({ s3Object: key, s3Storage }: Deleted) {
  // Also of a failed upload: it may be complete after all.
  return key === null || s3Storage === null ? [] : [{ storage: s3Storage.uuid, key }];
}
