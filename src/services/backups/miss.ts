import type { BackupSchedule, Workload } from '../../db/generated/client';
import { workloadResources } from '../../domain/workload/names';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import { notifyMissed } from '../schedules/notify-missed';
import { forgetFailures } from './executions';

type NamedWorkload = Pick<Workload, 'kind' | 'uuid' | 'name'>;

/** Record and notify that a backup did not happen (deployment contract D12.1). */
export async function missBackup(
  scope: OrganizationScope,
  workload: NamedWorkload,
  schedule: Pick<BackupSchedule, 'id' | 'uuid' | 'storageUuid'>,
  reason: string,
): Promise<void> {
  const { db, organizationId, clock } = scope;
  const now = clock.now();
  await db.backupExecution.create({
    data: {
      uuid: newUuid(),
      organizationId,
      scheduleId: schedule.id,
      status: 'missed',
      file: '',
      isLocal: false,
      message: reason,
      createdAt: now,
      finishedAt: now,
    },
  });
  await forgetFailures(scope, schedule.id);
  await notify(scope, workload, schedule, { what: `The backup of ${workload.name}`, reason });
}

/** Record and notify that a restore drill did not happen: its backup is not proven. */
export async function missDrill(
  scope: OrganizationScope,
  workload: NamedWorkload,
  schedule: Pick<BackupSchedule, 'id' | 'uuid' | 'storageUuid'>,
  reason: string,
): Promise<void> {
  const { db } = scope;
  const newest = await db.backupExecution.findFirst({
    where: { scheduleId: schedule.id, status: 'success' },
    orderBy: { id: 'desc' },
  });
  if (!newest) return; // nothing that could have been proven
  // Retention may have removed it in the meantime.
  await db.backupExecution.updateMany({ where: { id: newest.id }, data: { drillError: reason } });
  await notify(scope, workload, schedule, { what: `The restore drill for ${workload.name}`, reason });
}

function notify(
  scope: OrganizationScope,
  { kind, uuid, name }: NamedWorkload,
  schedule: Pick<BackupSchedule, 'uuid' | 'storageUuid'>,
  { what, reason }: { what: string; reason: string },
): Promise<void> {
  const page = schedule.storageUuid === null ? 'backups' : 'storages';
  return notifyMissed(scope, {
    event: 'backup_failure',
    what,
    uuid: schedule.uuid,
    reason,
    path: `/${workloadResources[kind]}s/${uuid}/${page}`,
    details: { schedule_uuid: schedule.uuid, resource_uuid: uuid, resource_name: name },
  });
}
