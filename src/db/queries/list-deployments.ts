import type { Pool } from '../pool';
import { type Visibility, visibilitySql } from '../visibility';

/** A deployment as lists and pages show it. */
export interface DeploymentRow {
  id: number;
  uuid: string;
  applicationId: number;
  applicationUuid: string;
  applicationName: string;
  serverId: number;
  serverUuid: string;
  serverName: string;
  destinationId: number;
  status: string;
  kind: string;
  force: boolean;
  isApi: boolean;
  isWebhook: boolean;
  pullRequestId: number;
  commit: string;
  resolvedCommit: string | null;
  commitMessage: string | null;
  imageTag: string | null;
  configHash: string;
  reason: string | null;
  failedStep: string | null;
  createdAt: Date;
  updatedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** JSON text of the log in the v1 form, made by the database; null when it was not asked for. */
  logs: string | null;
}

export interface DeploymentFilter {
  organizationId: string;
  visibility: Visibility | null;
  uuid?: string;
  applicationId?: number;
  /** Only those that wait or run. */
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

/** coolify-api §5.3: a JSON string of lines; times as everywhere on that surface. */
const renderedLogs = `(
  SELECT COALESCE(json_agg(json_build_object(
    'command', NULL, 'output', l.text, 'type', l.stream,
    'timestamp', to_char(l.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'hidden', l.hidden, 'batch', 1, 'order', l.sequence) ORDER BY l.sequence), '[]')::text
  FROM deployment_logs l WHERE l.deployment_id = d.id)`;

const visibilityColumns = { own: 'd.uuid', application: 'a.uuid', environment: 'e.uuid', project: 'p.uuid' };

/** Joined only for callers from whom something is hidden. */
const place = `
     JOIN environments e ON e.id = a.environment_id
     JOIN projects p ON p.id = e.project_id`;

/** Newest first, in one statement whatever is asked for. */
export async function listDeploymentRows(pool: Pool, filter: DeploymentFilter): Promise<DeploymentRow[]> {
  const values: unknown[] = [
    filter.organizationId,
    filter.uuid ?? null,
    filter.applicationId ?? null,
    filter.isActive ?? false,
    filter.withLogs,
    filter.skip ?? 0,
    filter.take ?? null,
  ];
  const visible = visibilitySql(filter.visibility, 'deployment', visibilityColumns, values);
  const { rows } = await pool.query<DeploymentRow>(
    `SELECT d.id, d.uuid, d.application_id AS "applicationId", a.uuid AS "applicationUuid", a.name AS "applicationName",
       d.server_id AS "serverId", s.uuid AS "serverUuid", s.name AS "serverName", a.destination_id AS "destinationId",
       d.status::text, d.kind, d.force, d.is_api AS "isApi", d.is_webhook AS "isWebhook",
       d.pull_request_id AS "pullRequestId", d.commit, d.resolved_commit AS "resolvedCommit",
       d.commit_message AS "commitMessage", d.image_tag AS "imageTag", d.config_hash AS "configHash", d.reason,
       d.failed_step AS "failedStep", d.created_at AS "createdAt", d.updated_at AS "updatedAt",
       d.started_at AS "startedAt", d.finished_at AS "finishedAt",
       CASE WHEN $5 THEN ${renderedLogs} END AS logs
     FROM deployments d
     JOIN applications a ON a.id = d.application_id
     JOIN servers s ON s.id = d.server_id${filter.visibility ? place : ''}
     WHERE d.organization_id = $1 AND ($2::text IS NULL OR d.uuid = $2) AND ($3::int IS NULL OR d.application_id = $3)
       AND (NOT $4 OR d.status IN ('queued', 'in_progress'))${visible}
     ORDER BY d.id DESC OFFSET $6 LIMIT $7`,
    values,
  );
  return rows;
}

/** The application that a page of deployments is asked for, and how many it has; undefined: there is none. */
export async function countDeployments(
  pool: Pool,
  { organizationId, visibility, applicationUuid }: CountFilter,
): Promise<{ applicationId: number; count: number } | undefined> {
  const values: unknown[] = [organizationId, applicationUuid];
  const columns = { environment: 'e.uuid', project: 'p.uuid' };
  const counted = visibilitySql(
    visibility,
    'deployment',
    { ...columns, own: 'd.uuid', application: 'a.uuid' },
    values,
  );
  const found = visibilitySql(visibility, 'application', { ...columns, own: 'a.uuid' }, values);
  const { rows } = await pool.query<{ applicationId: number; count: number }>({
    ...(visibility ? {} : { name: 'count deployments of an application' }),
    text: `SELECT a.id AS "applicationId",
        (SELECT count(*)::int FROM deployments d WHERE d.application_id = a.id${counted}) AS count
      FROM applications a${visibility ? place : ''}
      WHERE a.organization_id = $1 AND a.uuid = $2${found}`,
    values,
  });
  return rows[0];
}
