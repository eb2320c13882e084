import type { ScopedModels } from '../../db/scope';
import { nextRun } from '../../domain/input/time/next-run';

/** Give the tasks that follow the time zone of a server their next time in it. What is due stays due. */
export async function rescheduleTasks(
  tx: ScopedModels,
  { id: serverId, timeZone }: { id: number; timeZone: string },
  now: Date,
): Promise<void> {
  const tasks = await tx.scheduledTask.findMany({
    where: { timeZone: null, nextRunAt: { gt: now }, workload: { destination: { serverId } } },
    select: { id: true, frequency: true },
  });
  for (const { id, frequency } of tasks)
    await tx.scheduledTask.updateMany({
      where: { id, nextRunAt: { gt: now } },
      data: { nextRunAt: nextRun(frequency, now, timeZone) },
    });
}
