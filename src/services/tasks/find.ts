import type { ScheduledTask } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { publicIdPattern } from '../../domain/id';
import type { OrganizationScope } from '../context';

/** A task by the id of its workload and its own. */
export interface TaskIds {
  workload: string;
  task: string;
}

/** Get a task of a workload, or 404. */
export async function findTask(
  { db }: Pick<OrganizationScope, 'db'>,
  { workload, task }: TaskIds,
): Promise<ScheduledTask> {
  const found = publicIdPattern.test(task)
    ? await db.scheduledTask.findUnique({ where: { uuid: task, workload: { uuid: workload } } })
    : null;
  if (!found) throw notFound('Scheduled task');
  return found;
}
