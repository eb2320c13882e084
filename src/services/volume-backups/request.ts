import { AppError, notFound } from '../../domain/error';
import { findExecution } from '../backups/find';
import { requestBackup } from '../backups/request';
import type { Scope } from '../context';
import { requestOperation } from '../operations/request';
import { requireLegal } from '../workloads/require-legal';
import { findVolumeBackups, getVolumeSchedule, type NamedStorage } from './find';

/**
 * Request a backup of a storage with a schedule.
 * @returns uuid of the operation
 * @throws AppError 404
 */
export async function requestVolumeBackup(scope: Scope, named: NamedStorage): Promise<string> {
  const { workload, schedule } = await findVolumeBackups(scope, named);
  if (!schedule) throw notFound('Backup schedule');
  return (await requestBackup(scope, workload, schedule)).uuid;
}

/**
 * Request a restore of a storage from one of its backups.
 * @returns uuid of the operation
 * @throws AppError 404 · 409 while the workload is being deleted, for a backup that failed or is not finished
 */
export async function requestVolumeRestore(
  scope: Scope,
  named: NamedStorage,
  executionUuid: string,
): Promise<string> {
  const { workload, schedule } = await getVolumeSchedule(scope, named);
  const execution = await findExecution(scope, schedule.id, executionUuid);
  requireLegal(workload, 'update');
  if (execution.status !== 'success')
    throw new AppError('conflict', 'Only a successful backup can be restored.');
  const started = await requestOperation(scope, {
    kind: 'volume-restore',
    workload,
    parameters: { schedule: schedule.uuid, execution: execution.uuid },
    supersedes: [],
  });
  return started?.uuid ?? '';
}
