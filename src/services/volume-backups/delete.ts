import { AppError } from '../../domain/error';
import { removedOf } from '../backups/delete';
import { requestFilesRemoval } from '../backups/request';
import { workloadChanged } from '../changed';
import type { Scope } from '../context';
import { getVolumeSchedule, type NamedStorage } from './find';

/**
 * Delete the schedule of a storage with its archives, on the server and in S3.
 * @throws AppError 404 · 409 while it is used
 */
export async function deleteVolumeSchedule(scope: Scope, named: NamedStorage): Promise<void> {
  const { workload, schedule } = await getVolumeSchedule(scope, named);
  const active = await scope.db.operation.count({
    where: {
      workloadId: workload.id,
      kind: { in: ['volume-backup', 'volume-restore'] },
      OR: [{ status: { in: ['queued', 'in_progress'] } }, { leaseHolder: { not: null } }],
      parameters: { path: ['schedule'], equals: schedule.uuid },
    },
  });
  if (active > 0)
    throw new AppError(
      'conflict',
      'A backup or restore is waiting or running. Cancel it, or wait until it finishes.',
    );
  const executions = await scope.db.backupExecution.findMany({
    where: { scheduleId: schedule.id },
    include: { s3Storage: true },
  });
  await scope.db.backupSchedule.delete({ where: { id: schedule.id } });
  await requestFilesRemoval(scope, workload, removedOf(executions, true));
  scope.notes.removed({ name: workload.name });
  await workloadChanged(scope, workload);
}
