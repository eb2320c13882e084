import { tryExclusively } from '../../db/advisory-lock';
import type { BackupSchedule, Workload } from '../../db/generated/client';
import { errorMessage } from '../../domain/error';
import { nextRun } from '../../domain/input/time/next-run';
import { type OrganizationScope, organizationScopeOf, type Services } from '../context';
import { requestBackup } from './request';
import { requestDrill } from './request-drill';

interface Due {
  schedule: BackupSchedule;
  workload: Workload;
  /** Request it, and set the time of the next. */
  start: (scope: OrganizationScope) => Promise<void>;
}

/**
 * Start the backups and restore drills that are due. One that was missed while Gantry was down runs once when it is
 * back. One process does it for all.
 */
export async function runDueBackups(services: Services): Promise<void> {
  const { database, clock, log } = services;
  await tryExclusively(database.maintenance, 'backup schedules', async () => {
    const now = clock.now();
    for (const { schedule, start } of [
      ...(await dueBackups(services, now)),
      ...(await dueDrills(services, now)),
    ]) {
      try {
        await start(organizationScopeOf(services, schedule.organizationId));
      } catch (error) {
        log.error({ schedule: schedule.uuid, error: errorMessage(error) }, 'backup or drill not started');
      }
    }
  });
}

async function dueBackups({ database }: Services, now: Date): Promise<Due[]> {
  const due = await database.unscoped.backupSchedule.findMany({
    where: { isEnabled: true, nextRunAt: { lte: now }, workload: { deletingAt: null } },
    include: { workload: true },
    orderBy: { nextRunAt: 'asc' },
  });
  return due.map(({ workload, ...schedule }) => ({
    schedule,
    workload,
    async start(scope) {
      await requestBackup(scope, workload, schedule);
      await scope.db.backupSchedule.updateMany({
        where: { id: schedule.id, nextRunAt: schedule.nextRunAt },
        data: { nextRunAt: nextRun(schedule.frequency, now) },
      });
    },
  }));
}

async function dueDrills({ database }: Services, now: Date): Promise<Due[]> {
  const due = await database.unscoped.backupSchedule.findMany({
    where: { isEnabled: true, nextDrillAt: { lte: now }, workload: { deletingAt: null } },
    include: { workload: true },
    orderBy: { nextDrillAt: 'asc' },
  });
  return due.map(({ workload, ...schedule }) => ({
    schedule,
    workload,
    async start(scope) {
      const { id, nextDrillAt, drillFrequency } = schedule;
      await requestDrill(scope, workload, schedule);
      await scope.db.backupSchedule.updateMany({
        where: { id, nextDrillAt },
        data: { nextDrillAt: drillFrequency === null ? null : nextRun(drillFrequency, now) },
      });
    },
  }));
}
