import { tryExclusively } from '../../db/advisory-lock';
import { errorMessage } from '../../domain/error';
import { nextRun } from '../../domain/input/next-run';
import { organizationScopeOf, type Services } from '../context';
import { requestBackup } from './request';

/**
 * Start the backups that are due. One that was missed, because Gantry was away, runs once when it is back. One process
 * does it for all.
 */
export async function runDueBackups(services: Services): Promise<void> {
  const { database, clock, log } = services;
  await tryExclusively(database.maintenance, 'backup schedules', async () => {
    const now = clock.now();
    const due = await database.unscoped.backupSchedule.findMany({
      where: { isEnabled: true, nextRunAt: { lte: now }, workload: { deletingAt: null } },
      include: { workload: true },
      orderBy: { nextRunAt: 'asc' },
    });
    for (const { workload, ...schedule } of due) {
      const scope = organizationScopeOf(services, schedule.organizationId);
      try {
        await requestBackup(scope, workload, schedule);
        await scope.db.backupSchedule.updateMany({
          where: { id: schedule.id, nextRunAt: schedule.nextRunAt },
          data: { nextRunAt: nextRun(schedule.frequency, now) },
        });
      } catch (error) {
        log.error({ schedule: schedule.uuid, error: errorMessage(error) }, 'backup not started');
      }
    }
  });
}
