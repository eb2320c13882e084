import type { TaskStatus } from '../generated/client';
import type { Pool } from '../pool';

export interface TaskExecutionRow {
  uuid: string;
  operationUuid: string | null;
  status: TaskStatus;
  /** End of the command's output. */
  output: string | null;
  exitCode: number | null;
  reason: string | null;
  retryCount: number;
  startedAt: Date | null;
  finishedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

/** Characters of output per execution in a list; its operation's log has all. */
const LISTED_OUTPUT = 65_536;

/** List the executions of a task, newest first. */
export async function listTaskExecutions(
  pool: Pool,
  { organizationId, taskId }: { organizationId: string; taskId: number },
): Promise<TaskExecutionRow[]> {
  const { rows } = await pool.query<TaskExecutionRow>(
    `SELECT uuid, operation_uuid AS "operationUuid", status::text, right(output, $3) AS output,
       exit_code AS "exitCode", reason, retry_count AS "retryCount", started_at AS "startedAt",
       finished_at AS "finishedAt", created_at AS "createdAt", updated_at AS "updatedAt"
     FROM task_executions WHERE organization_id = $1 AND task_id = $2 ORDER BY id DESC`,
    [organizationId, taskId, LISTED_OUTPUT],
  );
  return rows;
}
