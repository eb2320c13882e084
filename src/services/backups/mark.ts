import { newestBackupRuns } from '../../db/queries/newest-backup-runs';
import { isFailing, PERIODS_TO_MARK } from '../../domain/failing-schedule';
import type { OrganizationScope } from '../context';

export interface Marked {
  /** Whether its last runs all failed or were missed. */
  isFailing: boolean;
}

/** Find the backup schedules of a workload whose last runs all failed or were missed. @returns their ids */
export async function findFailing(
  { database, organizationId }: Pick<OrganizationScope, 'database' | 'organizationId'>,
  workloadId: number,
): Promise<ReadonlySet<number>> {
  const runs = await newestBackupRuns(database.pool, { organizationId, workloadId, most: PERIODS_TO_MARK });
  const ids = runs.map(({ scheduleId }) => scheduleId);
  return new Set(ids.filter((id) => isFailing(runs.filter(({ scheduleId }) => scheduleId === id))));
}
