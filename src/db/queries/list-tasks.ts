import { Prisma, type ScheduledTask, type TaskStatus } from '../generated/client';
import type { Pool } from '../pool';
import { selectedColumns } from '../selected-columns';

export interface TaskRow extends ScheduledTask {
  /** That of the server, which it follows if it has none of its own. */
  serverTimeZone: string;
  /** Statuses of its newest runs that have ended, newest first. */
  newest: TaskStatus[];
}

interface TasksOfWorkload {
  organizationId: string;
  workloadId: number;
  /** Most statuses of each task. */
  most: number;
}

const columns = selectedColumns('t', Object.keys(Prisma.ScheduledTaskScalarFieldEnum)).join(', ');

/** List the tasks of a workload, oldest first, in one statement. */
export async function listTaskRows(
  pool: Pool,
  { organizationId, workloadId, most }: TasksOfWorkload,
): Promise<TaskRow[]> {
  const { rows } = await pool.query<TaskRow>(
    `SELECT ${columns}, s.time_zone AS "serverTimeZone",
       ARRAY(SELECT e.status::text FROM task_executions e
         WHERE e.task_id = t.id AND e.status <> 'running' ORDER BY e.id DESC LIMIT $3) AS newest
     FROM scheduled_tasks t
     JOIN workloads w ON w.id = t.workload_id
     JOIN destinations d ON d.id = w.destination_id
     JOIN servers s ON s.id = d.server_id
     WHERE t.organization_id = $1 AND t.workload_id = $2 ORDER BY t.id`,
    [organizationId, workloadId, most],
  );
  return rows;
}
