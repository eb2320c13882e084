import type { BackupSchedule, Workload } from '../../db/generated/client';
import type { ScopedModels } from '../../db/scope';
import { workloadResources } from '../../domain/workload/names';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import { notifyMissed } from '../schedules/notify-missed';
import { forgetFailures } from './executions';

interface Missed {
  workload: Pick<Workload, 'kind' | 'uuid' | 'name'>;
  schedule: Pick<BackupSchedule, 'id' | 'uuid' | 'storageUuid'>;
  reason: string;
}

/** Record that a backup did not happen (deployment contract D12.1). @returns what notifies of it */
export async function missBackup(
  scope: OrganizationScope,
  tx: ScopedModels,
  missed: Missed,
): Promise<() => Promise<void>> {
  const { organizationId, clock } = scope;
  const { workload, schedule, reason } = missed;
  const now = clock.now();
  await tx.backupExecution.create({
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
  await forgetFailures({ db: tx }, schedule.id);
  return () => notify(scope, missed, `The backup of ${workload.name}`);
}

/** Record that a restore drill did not happen: its backup is not proven. @returns what notifies of it */
export async function missDrill(
  scope: OrganizationScope,
  tx: ScopedModels,
  missed: Missed,
): Promise<() => Promise<void>> {
  const { workload, schedule, reason } = missed;
  const newest = await tx.backupExecution.findFirst({
    where: { scheduleId: schedule.id, status: 'success' },
    orderBy: { id: 'desc' },
  });
  if (!newest) return async () => undefined; // nothing that could have been proven
  // Retention may have removed it in the meantime.
  await tx.backupExecution.updateMany({ where: { id: newest.id }, data: { drillError: reason } });
  return () => notify(scope, missed, `The restore drill for ${workload.name}`);
}

function notify(
  scope: OrganizationScope,
  { workload: { kind, uuid, name }, schedule, reason }: Missed,
  what: string,
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
