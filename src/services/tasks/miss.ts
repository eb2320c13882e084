import type { ScheduledTask, Workload } from '../../db/generated/client';
import type { ScopedModels } from '../../db/scope';
import { workloadResources } from '../../domain/workload/names';
import type { OrganizationScope } from '../context';
import { notifyMissed } from '../schedules/notify-missed';
import { missExecution } from './executions';

interface Missed {
  workload: Pick<Workload, 'kind' | 'uuid' | 'name'>;
  task: Pick<ScheduledTask, 'id' | 'uuid' | 'name'>;
  reason: string;
}

/** Record that a run of a task did not happen (deployment contract D12.1). @returns what notifies of it */
export async function miss(
  scope: OrganizationScope,
  tx: ScopedModels,
  { workload: { kind, uuid, name }, task, reason }: Missed,
): Promise<() => Promise<void>> {
  await missExecution(scope, tx, task.id, reason);
  return () =>
    notifyMissed(scope, {
      event: 'scheduled_task_failure',
      what: `Task ${task.name} of ${name}`,
      uuid: task.uuid,
      reason,
      path: `/${workloadResources[kind]}s/${uuid}/tasks`,
      details: { task_uuid: task.uuid, resource_uuid: uuid, resource_name: name },
    });
}
