import { type BackupExecution, type BackupSchedule, Prisma } from '../generated/client';
import { type Moments, revived } from '../json-row';
import type { Pool } from '../pool';
import { jsonMembers, selectedColumns } from '../selected-columns';

export interface BackupScheduleRow extends BackupSchedule {
  s3Storage: { uuid: string } | null;
  /** The newest executions, newest first. */
  executions: BackupExecution[];
  /** How the newest runs ended, newest first; success: all of their dumps and copies were made. */
  runs: { status: 'success' | 'failed' }[];
  /** Why its last drill failed or was missed; null: it passed, or there was none. */
  drillError: string | null;
}

interface SchedulesOfWorkload {
  organizationId: string;
  workloadId: number;
  /** Whether those of its storages, or those that dump its databases. */
  isOfStorages: boolean;
  /** Absent: all. */
  uuid?: string;
  mostExecutions: number;
  mostRuns: number;
}

const columns = selectedColumns('s', Object.keys(Prisma.BackupScheduleScalarFieldEnum)).join(', ');
const members = jsonMembers('e', Object.keys(Prisma.BackupExecutionScalarFieldEnum));

/** A run has an execution for each database that it dumps. A backup whose copy failed keeps its success and has a message. */
const statement = `
  SELECT ${columns}, z.uuid AS "s3StorageUuid",
    ARRAY(SELECT json_build_object(${members}) FROM backup_executions e
      WHERE e.schedule_id = s.id ORDER BY e.id DESC LIMIT $5) AS executions,
    ARRAY(SELECT json_build_object('status', r.status) FROM (
        SELECT max(e.id) AS newest,
          CASE WHEN bool_and(e.status = 'success' AND e.message IS NULL) THEN 'success' ELSE 'failed' END AS status
        FROM backup_executions e WHERE e.schedule_id = s.id
        GROUP BY coalesce(e.operation_uuid, e.uuid) HAVING bool_and(e.status <> 'running')
        ORDER BY newest DESC LIMIT $6
      ) r ORDER BY r.newest DESC) AS runs,
    (SELECT e.drill_error FROM backup_executions e
      WHERE e.schedule_id = s.id AND (e.drill_error IS NOT NULL OR e.proven_at IS NOT NULL)
      ORDER BY e.id DESC LIMIT 1) AS "drillError"
  FROM backup_schedules s LEFT JOIN s3_storages z ON z.id = s.s3_storage_id
  WHERE s.organization_id = $1 AND s.workload_id = $2 AND (s.storage_uuid IS NOT NULL) = $3
    AND ($4::text IS NULL OR s.uuid = $4)
  ORDER BY s.id`;

const moments: Moments<BackupExecution> = { provenAt: true, createdAt: true, finishedAt: true };

/** As received: numbers and timestamps of executions are JSON. */
type Received = Omit<BackupScheduleRow, 's3Storage' | 'executions'> & {
  s3StorageUuid: string | null;
  executions: Record<string, unknown>[];
};

/** List backup schedules of a workload, oldest first, with what became of them, in one statement. */
export async function listBackupSchedules(
  pool: Pool,
  { organizationId, workloadId, isOfStorages, uuid, mostExecutions, mostRuns }: SchedulesOfWorkload,
): Promise<BackupScheduleRow[]> {
  const values = [organizationId, workloadId, isOfStorages, uuid ?? null, mostExecutions, mostRuns];
  const { rows } = await pool.query<Received>(statement, values);
  return rows.map(({ s3StorageUuid, executions, ...row }) => ({
    ...row,
    s3Storage: s3StorageUuid === null ? null : { uuid: s3StorageUuid },
    executions: executions.map(toExecution),
  }));
}

function toExecution(row: Record<string, unknown>): BackupExecution {
  const { bytes } = row;
  return revived<BackupExecution>(
    { row: { ...row, bytes: typeof bytes === 'number' ? BigInt(bytes) : null } },
    moments,
  );
}
