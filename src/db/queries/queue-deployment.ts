import type { Pool } from '../pool';
import { inTransaction, type Queryable } from '../transaction';

export interface NewDeployment {
  uuid: string;
  organizationId: string;
  applicationId: number;
  serverId: number;
  kind: string;
  force: boolean;
  isApi: boolean;
  isWebhook: boolean;
  pullRequestId: number;
  commit: string;
  imageTag: string | null;
  dedupeKey: string;
  configHash: string;
  snapshot: object;
  /** What the plan was based on that this carries out; null: there was none. */
  planBasis: object | null;
  actorUserId: string | null;
  queueLimit: number;
}

export type QueueOutcome =
  | { outcome: 'queued'; superseded: string[] }
  /** The same request is active already (deployment contract D9.3). */
  | { outcome: 'duplicate'; uuid: string }
  /** A deployment of this uuid is there: its plan was carried out already. */
  | { outcome: 'repeated' }
  /** As many as the server's limit wait. */
  | { outcome: 'full' }
  /** The application is being deleted. */
  | { outcome: 'gone' };

/**
 * Puts a deployment into the queue, in one transaction that holds the application's row: racing identical calls make
 * one, and what waits for the same target is superseded (D9.1–D9.3).
 */
export async function queueDeployment(pool: Pool, request: NewDeployment): Promise<QueueOutcome> {
  return inTransaction(pool, async (client) => {
    if (!(await lockTarget(client, request))) return { outcome: 'gone' };
    const twin = await activeTwin(client, request.dedupeKey);
    if (twin) return { outcome: 'duplicate', uuid: twin };
    if ((await waitingForOthers(client, request)) >= request.queueLimit) return { outcome: 'full' };
    if (await exists(client, request.uuid)) return { outcome: 'repeated' };
    const superseded = await supersede(client, request);
    await insert(client, request);
    return { outcome: 'queued', superseded };
  });
}

async function lockTarget(client: Queryable, { applicationId, organizationId, serverId }: NewDeployment) {
  const { rowCount } = await client.query(
    'SELECT 1 FROM applications WHERE id = $1 AND organization_id = $2 AND deleting_at IS NULL FOR NO KEY UPDATE',
    [applicationId, organizationId],
  );
  await client.query('SELECT 1 FROM servers WHERE id = $1 FOR NO KEY UPDATE', [serverId]);
  return rowCount === 1;
}

async function activeTwin(client: Queryable, dedupeKey: string): Promise<string | null> {
  const { rows } = await client.query<{ uuid: string }>(
    `SELECT uuid FROM deployments WHERE dedupe_key = $1 AND status IN ('queued', 'in_progress')`,
    [dedupeKey],
  );
  return rows[0]?.uuid ?? null;
}

/** Racing calls with one plan name one application, whose row is locked. */
async function exists(client: Queryable, uuid: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT 1 FROM deployments WHERE uuid = $1', [uuid]);
  return rowCount !== 0;
}

async function waitingForOthers(client: Queryable, request: NewDeployment): Promise<number> {
  const { rows } = await client.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM deployments
     WHERE server_id = $1 AND status = 'queued' AND NOT (application_id = $2 AND pull_request_id = $3)`,
    [request.serverId, request.applicationId, request.pullRequestId],
  );
  return rows[0]?.waiting ?? 0;
}

/** A deployment takes the place of all that wait; a restart brings no new version, so it leaves those that do. */
async function supersede(client: Queryable, request: NewDeployment): Promise<string[]> {
  const { rows } = await client.query<{ uuid: string }>(
    `UPDATE deployments SET status = 'cancelled', reason = $3, finished_at = clock_timestamp(), updated_at = clock_timestamp()
     WHERE application_id = $1 AND pull_request_id = $2 AND status = 'queued'
       AND ($4 <> 'restart' OR kind = 'restart')
     RETURNING uuid`,
    [request.applicationId, request.pullRequestId, `superseded by deployment ${request.uuid}`, request.kind],
  );
  return rows.map((row) => row.uuid);
}

async function insert(client: Queryable, request: NewDeployment): Promise<void> {
  await client.query(
    `INSERT INTO deployments (uuid, organization_id, application_id, server_id, kind, force, is_api, is_webhook,
       pull_request_id, commit, image_tag, dedupe_key, config_hash, snapshot, plan_basis, actor_user_id, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, clock_timestamp(), clock_timestamp())`,
    [
      request.uuid,
      request.organizationId,
      request.applicationId,
      request.serverId,
      request.kind,
      request.force,
      request.isApi,
      request.isWebhook,
      request.pullRequestId,
      request.commit,
      request.imageTag,
      request.dedupeKey,
      request.configHash,
      JSON.stringify(request.snapshot),
      request.planBasis && JSON.stringify(request.planBasis),
      request.actorUserId,
    ],
  );
}
