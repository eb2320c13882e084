import type { Cause } from '../generated/client';
import type { Pool } from '../pool';
import { type Visibility, visibilitySql } from '../visibility';
import { type ChildDeployment, childDeployments, shownWorkload } from './child-deployments';

/** A deployment as lists and pages show it. */
export interface DeploymentRow {
  id: number;
  uuid: string;
  workloadId: number;
  applicationUuid: string;
  applicationName: string;
  serverId: number;
  serverUuid: string;
  serverName: string;
  destinationId: number;
  status: string;
  kind: string;
  force: boolean;
  cause: Cause;
  pullRequestId: number;
  commit: string;
  resolvedCommit: string | null;
  commitMessage: string | null;
  imageTag: string | null;
  configHash: string;
  reason: string | null;
  failedStep: string | null;
  /** Time when its undo began; null: none. */
  undoingSince: Date | null;
  undoAttempts: number;
  undoProblem: string | null;
  undoRetryAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** null: it is in no group. */
  groupUuid: string | null;
  /** Deployment whose release it brings to an additional destination; null: none. */
  parentUuid: string | null;
  /** Whether it is one at an additional destination. */
  isAdditional: boolean;
  /** Deployments of the same release at additional destinations. */
  destinations: ChildDeployment[];
  /** JSON text of the log in the v1 format, made by the database; null when it was not requested. */
  logs: string | null;
}

export interface DeploymentFilter {
  organizationId: string;
  visibility: Visibility | null;
  uuid?: string;
  /** An application, and its rows at additional destinations. */
  workloadIds?: readonly number[];
  /** Only deployments that wait or run. */
  isActive?: boolean;
  withLogs: boolean;
  skip?: number;
  take?: number;
}

export interface CountFilter {
  organizationId: string;
  visibility: Visibility | null;
  applicationUuid: string;
}

/** coolify-api §5.3: a JSON string of lines; times in the format of that API. */
const renderedLogs = `(
  SELECT COALESCE(json_agg(json_build_object(
    'command', NULL, 'output', l.text, 'type', l.stream,
    'timestamp', to_char(l.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'hidden', l.hidden, 'batch', 1, 'order', l.sequence) ORDER BY l.sequence), '[]')::text
  FROM operation_logs l WHERE l.operation_id = o.id)`;

const visibilityColumns = { own: 'o.uuid', application: 'w.uuid', environment: 'e.uuid', project: 'p.uuid' };

/** Joined only for callers with limited visibility. */
const place = `
     JOIN environments e ON e.id = w.environment_id
     JOIN projects p ON p.id = e.project_id`;

/** List deployments, newest first, in one statement for any filter. */
export async function listDeploymentRows(pool: Pool, filter: DeploymentFilter): Promise<DeploymentRow[]> {
  const values: unknown[] = [
    filter.organizationId,
    filter.uuid ?? null,
    filter.workloadIds ?? null,
    filter.isActive ?? false,
    filter.withLogs,
    filter.skip ?? 0,
    filter.take ?? null,
  ];
  const visible = visibilitySql(filter.visibility, 'deployment', visibilityColumns, values);
  const { rows } = await pool.query<DeploymentRow>(
    `SELECT o.id, o.uuid, w.id AS "workloadId", w.uuid AS "applicationUuid", w.name AS "applicationName",
       o.server_id AS "serverId", s.uuid AS "serverUuid", s.name AS "serverName", x.destination_id AS "destinationId",
       o.status::text, o.kind, d.force, o.cause::text,
       o.pull_request_id AS "pullRequestId", d.commit, d.resolved_commit AS "resolvedCommit",
       d.commit_message AS "commitMessage", d.image_tag AS "imageTag", d.config_hash AS "configHash", o.reason,
       o.failed_step AS "failedStep",
       o.undoing_since AS "undoingSince", o.undo_attempts AS "undoAttempts", o.undo_problem AS "undoProblem",
       o.undo_retry_at AS "undoRetryAt", o.created_at AS "createdAt", o.updated_at AS "updatedAt",
       o.started_at AS "startedAt", o.finished_at AS "finishedAt", g.uuid AS "groupUuid",
       parent.uuid AS "parentUuid", ${childDeployments} AS destinations, x.follows_id IS NOT NULL AS "isAdditional",
       CASE WHEN $5 THEN ${renderedLogs} END AS logs
     FROM operations o
     JOIN deployments d ON d.operation_id = o.id
     ${shownWorkload}
     JOIN servers s ON s.id = o.server_id
     LEFT JOIN deployment_groups g ON g.id = o.group_id
     LEFT JOIN operations parent ON parent.id = o.parent_id${filter.visibility ? place : ''}
     WHERE o.organization_id = $1 AND ($2::text IS NULL OR o.uuid = $2) AND ($3::int[] IS NULL OR o.workload_id = ANY ($3))
       AND (NOT $4 OR o.status IN ('queued', 'in_progress'))${visible}
     ORDER BY o.id DESC OFFSET $6 LIMIT $7`,
    values,
  );
  return rows;
}

/** Find the application of a page of deployments and count them; undefined when it does not exist. */
export async function countDeployments(
  pool: Pool,
  { organizationId, visibility, applicationUuid }: CountFilter,
): Promise<{ workloadIds: number[]; count: number } | undefined> {
  const values: unknown[] = [organizationId, applicationUuid];
  const columns = { environment: 'e.uuid', project: 'p.uuid' };
  const counted = visibilitySql(
    visibility,
    'deployment',
    { ...columns, own: 'o.uuid', application: 'w.uuid' },
    values,
  );
  const found = visibilitySql(visibility, 'application', { ...columns, own: 'w.uuid' }, values);
  const { rows } = await pool.query<{ workloadIds: number[]; count: number }>({
    ...(visibility ? {} : { name: 'count deployments of an application' }),
    text: `SELECT a.ids AS "workloadIds",
        (SELECT count(*)::int FROM operations o JOIN deployments d ON d.operation_id = o.id
          WHERE o.workload_id = ANY (a.ids)${counted}) AS count
      FROM workloads w
      CROSS JOIN LATERAL (SELECT array(SELECT f.id FROM workloads f WHERE f.id = w.id OR f.follows_id = w.id) AS ids) a${visibility ? place : ''}
      WHERE w.organization_id = $1 AND w.uuid = $2 AND w.kind = 'application' AND w.follows_id IS NULL${found}`,
    values,
  });
  return rows[0];
}
