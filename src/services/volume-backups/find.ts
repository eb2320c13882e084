import type { BackupExecution, BackupSchedule, Workload } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import type { NamedWorkload } from '../../domain/workload/names';
import { findFailing, type Marked } from '../backups/mark';
import type { OrganizationScope } from '../context';
import { findWorkload } from '../workloads/find';
import { findArchived } from './place';

/** A storage as named in a request. */
export interface NamedStorage extends NamedWorkload {
  storage: string;
}

export type VolumeSchedule = BackupSchedule &
  Marked & {
    executions: BackupExecution[];
    s3Storage: { uuid: string } | null;
  };

/** Executions per schedule in a list. */
const NEWEST = 20;

/** List the schedules of a workload's storages, each with its newest executions. */
export async function listVolumeSchedules(
  scope: OrganizationScope,
  { kind, uuid }: NamedWorkload,
): Promise<VolumeSchedule[]> {
  const workload = await findWorkload(scope, kind, uuid);
  const schedules = await scope.db.backupSchedule.findMany({
    where: { workloadId: workload.id, storageUuid: { not: null } },
    orderBy: { id: 'asc' },
    include: {
      executions: { orderBy: { id: 'desc' }, take: NEWEST },
      s3Storage: { select: { uuid: true } },
    },
  });
  const failing = await findFailing(scope, workload.id);
  return schedules.map((schedule) => ({ ...schedule, isFailing: failing.has(schedule.id) }));
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
