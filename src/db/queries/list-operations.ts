import type { Cause, WorkloadKind } from '../generated/client';
import type { Pool } from '../pool';
import { type Visibility, visibilitySql } from '../visibility';
import {
  additionalDestination,
  type ChildDeployment,
  childDeployments,
  shownWorkload,
} from './child-deployments';

/** An operation as lists and pages show it. */
export interface OperationRow {
  uuid: string;
  kind: string;
  parameters: Readonly<Record<string, unknown>>;
  status: string;
  cause: Cause;
  reason: string | null;
  failedStep: string | null;
  workloadUuid: string;
  workloadName: string;
  serverUuid: string;
  serverName: string;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** null: it is in no group. */
  groupUuid: string | null;
  /** Time when it paused to wait for the others of its group. */
  pausedAt: Date | null;
  /** Time when its undo began; null: none. */
  undoingSince: Date | null;
  undoAttempts: number;
  undoProblem: string | null;
  undoRetryAt: Date | null;
  /** Only for a deployment; null otherwise. */
  force: boolean | null;
  commit: string | null;
  commitMessage: string | null;
  imageTag: string | null;
  /** First digits of its image id, while its release is kept and another one runs. */
  rollbackImage: string | null;
  /** Additional destination of an application where it is done; null: where its workload is. */
  destinationName: string | null;
  /** Deployments of the same release at additional destinations. */
  destinations: ChildDeployment[];
}

export interface OperationFilter {
  organizationId: string;
  visibility: Visibility | null;
  /** Kind of the workload with these operations. */
  kind: WorkloadKind;
  workloadUuid: string;
  uuid?: string;
  skip?: number;
  take?: number;
}

const workloadColumns = { application: 'w.uuid', database: 'w.uuid', service: 'w.uuid' };
const columns = { own: 'o.uuid', ...workloadColumns, environment: 'e.uuid', project: 'p.uuid' };

const source = `
  FROM operations o
${shownWorkload}
  JOIN servers s ON s.id = o.server_id
  JOIN environments e ON e.id = w.environment_id
  JOIN projects p ON p.id = e.project_id
  LEFT JOIN deployments d ON d.operation_id = o.id
  LEFT JOIN deployment_groups g ON g.id = o.group_id
  WHERE o.workload_id = ANY (ARRAY(
    SELECT a.id FROM workloads m JOIN workloads a ON a.id = m.id OR a.follows_id = m.id
    WHERE m.organization_id = $1 AND m.kind = $2::"WorkloadKind" AND m.uuid = $3 AND m.follows_id IS NULL))`;

/** List operations, newest first; those of an application also at its additional destinations. */
export async function listOperationRows(pool: Pool, filter: OperationFilter): Promise<OperationRow[]> {
  const { organizationId, kind, workloadUuid, uuid = null, skip = 0, take = null } = filter;
  const values: unknown[] = [organizationId, kind, workloadUuid, uuid, skip, take];
  const visible = visibilitySql(filter.visibility, 'deployment', columns, values);
  const { rows } = await pool.query<OperationRow>(
    `SELECT o.uuid, o.kind, o.parameters, o.status::text, o.cause::text, o.reason, o.failed_step AS "failedStep",
       w.uuid AS "workloadUuid", w.name AS "workloadName", s.uuid AS "serverUuid", s.name AS "serverName",
       o.created_at AS "createdAt", o.started_at AS "startedAt", o.finished_at AS "finishedAt", g.uuid AS "groupUuid", o.paused_at AS "pausedAt",
       o.undoing_since AS "undoingSince", o.undo_attempts AS "undoAttempts", o.undo_problem AS "undoProblem",
       o.undo_retry_at AS "undoRetryAt",
       d.force, COALESCE(d.resolved_commit, d.commit) AS commit, d.commit_message AS "commitMessage",
       d.image_tag AS "imageTag",
       (SELECT substr(split_part(r.digest, ':', 2), 1, 12) FROM releases r
        JOIN release_specifications k ON k.release_id = r.id
        WHERE r.deployment_uuid = o.uuid AND NOT r.is_current) AS "rollbackImage",
       ${additionalDestination} AS "destinationName", ${childDeployments} AS destinations${source} AND ($4::text IS NULL OR o.uuid = $4)${visible}
     ORDER BY o.id DESC OFFSET $5 LIMIT $6`,
    values,
  );
  return rows;
}

/** Count the operations of a workload that the caller may see; undefined when the workload does not exist. */
export async function countOperations(
  pool: Pool,
  { organizationId, visibility, kind, workloadUuid }: OperationFilter,
): Promise<number | undefined> {
  const values: unknown[] = [organizationId, kind, workloadUuid];
  const visible = visibilitySql(visibility, 'deployment', columns, values);
  const { rows } = await pool.query<{ count: number }>(
    `SELECT (SELECT count(*)::int${source}${visible}) AS count
     FROM workloads w
     WHERE w.organization_id = $1 AND w.kind = $2::"WorkloadKind" AND w.uuid = $3 AND w.follows_id IS NULL`,
    values,
  );
  return rows[0]?.count;
}
