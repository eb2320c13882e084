import { tryExclusively } from '../../db/advisory-lock';
import type { ScheduledTask, Workload } from '../../db/generated/client';
import { errorMessage } from '../../domain/error';
import { workloadChanged } from '../changed';
import { type OrganizationScope, organizationScopeOf, type Services } from '../context';
import { runDue, STILL_IN_PROGRESS } from '../schedules/run-due';
import { miss } from './miss';
import { requestTask } from './request';

/** Start the tasks that are due, and record the missed runs. One process does it for all. */
export async function runDueTasks(services: Services): Promise<void> {
  const { database, clock, log } = services;
  await tryExclusively(database.maintenance, 'scheduled tasks', async () => {
    const due = await database.unscoped.scheduledTask.findMany({
      where: { isEnabled: true, nextRunAt: { lte: clock.now() }, workload: { deletingAt: null } },
      include: { workload: { include: withTimeZone } },
      orderBy: { nextRunAt: 'asc' },
    });
    for (const { workload, ...task } of due) {
      const scope = organizationScopeOf(services, task.organizationId);
      try {
        await runTask(scope, workload, task);
      } catch (error) {
        log.error({ task: task.uuid, error: errorMessage(error) }, 'scheduled task not started');
      }
    }
  });
}

const withTimeZone = { destination: { select: { server: { select: { timeZone: true } } } } } as const;

type DueWorkload = Workload & { destination: { server: { timeZone: string } } };

async function runTask(scope: OrganizationScope, workload: DueWorkload, task: ScheduledTask): Promise<void> {
  const { id, nextRunAt } = task;
  if (nextRunAt === null) return;
  const isMine = await runDue(scope, {
    ...task,
    timeZone: task.timeZone ?? workload.destination.server.timeZone,
    nextRunAt,
    async advance(tx, next) {
      const data = { nextRunAt: next };
      return (await tx.scheduledTask.updateMany({ where: { id, nextRunAt }, data })).count > 0;
    },
    async start() {
      return (await requestTask(scope, workload, task, { due: nextRunAt })).isDuplicate
        ? STILL_IN_PROGRESS
        : null;
    },
    miss: (tx, reason) => miss(scope, tx, { workload, task, reason }),
  });
  if (isMine) await workloadChanged(scope, workload);
}
