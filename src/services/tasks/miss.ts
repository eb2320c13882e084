import type { ScheduledTask, Workload } from '../../db/generated/client';
import { workloadResources } from '../../domain/workload/names';
import type { OrganizationScope } from '../context';
import { notifyMissed } from '../schedules/notify-missed';
import { missExecution } from './executions';

/** Record and notify that a run of a task did not happen (deployment contract D12.1). */
export async function miss(
  scope: OrganizationScope,
  { kind, uuid, name }: Pick<Workload, 'kind' | 'uuid' | 'name'>,
  task: Pick<ScheduledTask, 'id' | 'uuid' | 'name'>,
  reason: string,
): Promise<void> {
  await missExecution(scope, task.id, reason);
  await notifyMissed(scope, {
    event: 'scheduled_task_failure',
    what: `Task ${task.name} of ${name}`,
    uuid: task.uuid,
    reason,
    path: `/${workloadResources[kind]}s/${uuid}/tasks`,
    details: { task_uuid: task.uuid, resource_uuid: uuid, resource_name: name },
  });
}
