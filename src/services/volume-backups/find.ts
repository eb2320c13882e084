import type { BackupSchedule, Workload } from '../../db/generated/client';
import { type BackupScheduleRow, listBackupSchedules } from '../../db/queries/list-backup-schedules';
import { notFound } from '../../domain/error';
import { PERIODS_TO_MARK } from '../../domain/failing-schedule';
import type { NamedWorkload } from '../../domain/workload/names';
import type { OrganizationScope } from '../context';
import { findWorkload } from '../workloads/find';
import { findArchived } from './place';

/** A storage as named in a request. */
export interface NamedStorage extends NamedWorkload {
  storage: string;
}

export type { BackupScheduleRow };

/** Limits of a list of the schedules of storages. */
const listed = { isOfStorages: true, mostExecutions: 20, mostRuns: PERIODS_TO_MARK };

/** List the schedules of a workload's storages, each with its newest executions. */
export async function listVolumeSchedules(
  scope: OrganizationScope,
  { kind, uuid }: NamedWorkload,
): Promise<BackupScheduleRow[]> {
  const { id: workloadId } = await findWorkload(scope, kind, uuid);
  const { organizationId } = scope;
  return listBackupSchedules(scope.database.pool, { ...listed, organizationId, workloadId });
}

/**
 * Find the workload, storage and schedule that a request names; `schedule` null: there is none.
 * @throws AppError 404 · 422 for a storage that cannot be archived
 */
export async function findVolumeBackups(
  scope: OrganizationScope,
  { kind, uuid, storage: storageUuid }: NamedStorage,
) {
  const workload = await findWorkload(scope, kind, uuid);
  const archived = await findArchived(scope, workload, storageUuid);
  const schedule = await scope.db.backupSchedule.findFirst({
    where: { workloadId: workload.id, storageUuid },
  });
  return { workload, archived, schedule };
}

/**
 * Get the schedule of a storage, which may no longer be in the compose file.
 * @throws AppError 404
 */
export async function getVolumeSchedule(
  scope: OrganizationScope,
  { kind, uuid, storage: storageUuid }: NamedStorage,
): Promise<{ workload: Workload; schedule: BackupSchedule }> {
  const workload = await findWorkload(scope, kind, uuid);
  const schedule = await scope.db.backupSchedule.findFirst({
    where: { workloadId: workload.id, storageUuid },
  });
  if (!schedule) throw notFound('Backup schedule');
  return { workload, schedule };
}
