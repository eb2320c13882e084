import type { Pool } from '../pool';

export interface BackupRunRow {
  scheduleId: number;
  /** success: all of its dumps and copies were made. */
  status: 'success' | 'failed';
}

interface RunsOfWorkload {
  organizationId: string;
  workloadId: number;
  /** Most runs of each schedule. */
  most: number;
}

/**
 * List the newest runs of each backup schedule of a workload that have ended, newest first. A run has an execution for
 * each database that it dumps.
 */
export async function newestBackupRuns(
  pool: Pool,
  { organizationId, workloadId, most }: RunsOfWorkload,
): Promise<BackupRunRow[]> {
  // A backup whose copy failed keeps its success and has a message.
  const { rows } = await pool.query<BackupRunRow>(
    `SELECT s.id AS "scheduleId", r.status
     FROM backup_schedules s CROSS JOIN LATERAL (
       SELECT max(e.id) AS newest,
         CASE WHEN bool_and(e.status = 'success' AND e.message IS NULL) THEN 'success' ELSE 'failed' END AS status
       FROM backup_executions e WHERE e.schedule_id = s.id
       GROUP BY coalesce(e.operation_uuid, e.uuid) HAVING bool_and(e.status <> 'running')
       ORDER BY newest DESC LIMIT $3
     ) r
     WHERE s.organization_id = $1 AND s.workload_id = $2 ORDER BY s.id, r.newest DESC`,
    [organizationId, workloadId, most],
  );
  return rows;
}
