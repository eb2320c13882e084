import { tryExclusively } from '../../db/advisory-lock';
import type { BackupSchedule, Workload } from '../../db/generated/client';
import { errorMessage } from '../../domain/error';
import { workloadChanged } from '../changed';
import { type OrganizationScope, organizationScopeOf, type Services } from '../context';
import { runDue, STILL_IN_PROGRESS } from '../schedules/run-due';
import { missBackup, missDrill } from './miss';
import { requestBackup } from './request';
import { requestDrill } from './request-drill';

/**
 * Start the backups and restore drills that are due, and record the missed ones: those make one run when Gantry is back.
 * One process does it for all.
 */
export async function runDueBackups(services: Services): Promise<void> {
  const { database, clock, log } = services;
  await tryExclusively(database.maintenance, 'backup schedules', async () => {
    const isDue = { lte: clock.now() };
    const due = await database.unscoped.backupSchedule.findMany({
      where: {
        isEnabled: true,
        OR: [{ nextRunAt: isDue }, { nextDrillAt: isDue }],
        workload: { deletingAt: null },
      },
      include: { workload: true },
      orderBy: { nextRunAt: 'asc' },
    });
    for (const { workload, ...schedule } of due) {
      const scope = organizationScopeOf(services, schedule.organizationId);
      for (const run of [runBackup, runDrill])
        try {
          if (await run(scope, workload, schedule)) await workloadChanged(scope, workload);
        } catch (error) {
          log.error({ schedule: schedule.uuid, error: errorMessage(error) }, 'backup or drill not started');
        }
    }
  });
}

/** Run the backup of a schedule if it is due. @returns whether it was */
async function runBackup(
  scope: OrganizationScope,
  workload: Workload,
  schedule: BackupSchedule,
): Promise<boolean> {
  const { id, nextRunAt } = schedule;
  if (nextRunAt === null || nextRunAt > scope.clock.now()) return false;
  return runDue(scope, {
    ...schedule,
    nextRunAt,
    isMadeUpFor: true,
    async advance(tx, next) {
      const data = { nextRunAt: next };
      return (await tx.backupSchedule.updateMany({ where: { id, nextRunAt }, data })).count > 0;
    },
    async start() {
      return (await requestBackup(scope, workload, schedule, nextRunAt)).isDuplicate
        ? STILL_IN_PROGRESS
        : null;
    },
    miss: (tx, reason) => missBackup(scope, tx, { workload, schedule, reason }),
  });
}

/** Run the restore drill of a schedule if it is due. @returns whether it was */
async function runDrill(
  scope: OrganizationScope,
  workload: Workload,
  schedule: BackupSchedule,
): Promise<boolean> {
  const { id, uuid, nextDrillAt, drillFrequency: frequency } = schedule;
  if (frequency === null || nextDrillAt === null || nextDrillAt > scope.clock.now()) return false;
  return runDue(scope, {
    uuid,
    frequency,
    nextRunAt: nextDrillAt,
    isMadeUpFor: true,
    async advance(tx, next) {
      const data = { nextDrillAt: next };
      return (await tx.backupSchedule.updateMany({ where: { id, nextDrillAt }, data })).count > 0;
    },
    async start() {
      const drills = await requestDrill(scope, workload, schedule, nextDrillAt);
      return drills.some(({ isDuplicate }) => isDuplicate) ? STILL_IN_PROGRESS : null;
    },
    miss: (tx, reason) => missDrill(scope, tx, { workload, schedule, reason }),
  });
}
