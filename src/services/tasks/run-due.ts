import { tryExclusively } from '../../db/advisory-lock';
import type { ScheduledTask, Workload } from '../../db/generated/client';
import { dueRuns } from '../../domain/due-runs';
import { errorMessage } from '../../domain/error';
import { workloadChanged } from '../changed';
import { type OrganizationScope, organizationScopeOf, type Services } from '../context';
import { miss } from './miss';
import { requestTask } from './request';

/** Start the tasks that are due, and record the missed runs. One process does it for all. */
export async function runDueTasks(services: Services): Promise<void> {
  const { database, clock, log } = services;
  await tryExclusively(database.maintenance, 'scheduled tasks', async () => {
    const due = await database.unscoped.scheduledTask.findMany({
      where: { isEnabled: true, nextRunAt: { lte: clock.now() }, workload: { deletingAt: null } },
      include: { workload: true },
      orderBy: { nextRunAt: 'asc' },
    });
    for (const { workload, ...task } of due) {
      const scope = organizationScopeOf(services, task.organizationId);
      try {
        await runDue(scope, workload, task);
      } catch (error) {
        log.error({ task: task.uuid, error: errorMessage(error) }, 'scheduled task not started');
      }
    }
  });
}

async function runDue(scope: OrganizationScope, workload: Workload, task: ScheduledTask): Promise<void> {
  const { id, frequency, timeZone, nextRunAt } = task;
  if (nextRunAt === null) return;
  const { isRun, missed, next } = dueRuns({ frequency, timeZone, nextRunAt }, scope.clock.now());
  const { count } = await scope.db.scheduledTask.updateMany({
    where: { id, nextRunAt },
    data: { nextRunAt: next },
  });
  if (count === 0) return; // changed in the meantime
  if (missed !== null)
    await miss(scope, workload, task, `Gantry was not running when it was due, at ${missed.toISOString()}.`);
  if (isRun && (await requestTask(scope, workload, task)).isDuplicate)
    await miss(scope, workload, task, 'The previous run was still in progress.');
  await workloadChanged(scope, workload);
}
