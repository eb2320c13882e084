import type { BackupSchedule, Workload } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import type { OrganizationScope, Scope } from '../context';
import { findDatabase } from '../databases/find';
import { requestOperation, type StartedOperation } from '../operations/request';
import { requestRun } from '../schedules/request-run';
import { requireLegal } from '../workloads/require-legal';
import { findExecution, findSchedule } from './find';

type Asking = OrganizationScope & Partial<Pick<Scope, 'principal'>>;

type Backed = Pick<Workload, 'id' | 'uuid' | 'kind' | 'destinationId'>;

/**
 * Request a backup by a schedule. While one waits or runs, a further request returns that one.
 * @param due when it was due; absent: it is requested by a caller
 */
export async function requestBackup(
  scope: Asking,
  workload: Backed,
  { uuid, storageUuid }: Pick<BackupSchedule, 'uuid' | 'storageUuid'>,
  due?: Date,
): Promise<StartedOperation> {
  const request = {
    kind: storageUuid === null ? 'backup' : 'volume-backup',
    workload,
    parameters: { schedule: uuid },
    supersedes: [],
  } as const;
  return requestRun(scope, request, due ? [uuid, due.toISOString()] : null);
}

/**
 * Request the restore of a database from one of its backups.
 * @returns uuid of the operation
 * @throws AppError 404 · 409 while the database is being deleted, for a backup that failed or is not finished
 */
export async function requestRestore(
  scope: Scope,
  ids: { database: string; schedule: string; execution: string },
): Promise<string> {
  const database = await findDatabase(scope, ids.database);
  const schedule = await findSchedule(scope, ids.database, ids.schedule);
  const execution = await findExecution(scope, schedule.id, ids.execution);
  requireLegal(database, 'update');
  if (execution.status !== 'success')
    throw new AppError('conflict', 'Only a successful backup can be restored.');
  const started = await requestOperation(scope, {
    kind: 'restore',
    workload: database,
    parameters: { execution: execution.uuid },
    supersedes: [],
  });
  return started?.uuid ?? '';
}

interface Removed {
  files: readonly string[];
  /** Copies in S3, with the uuid of their storage. */
  objects: readonly { storage: string; key: string }[];
}

/** Remove files of deleted backups, as an operation: the server may be unreachable for a while. */
export async function requestFilesRemoval(
  scope: Scope,
  workload: Backed,
  { files, objects }: Removed,
): Promise<void> {
  if (files.length === 0 && objects.length === 0) return;
  await requestOperation(scope, {
    kind: 'remove-backups',
    workload,
    parameters: { files, objects },
    supersedes: [],
  });
}
