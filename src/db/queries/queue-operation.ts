import { besideKinds, type OperationKind } from '../../domain/operation';
import type { Cause } from '../generated/client';
import type { Pool } from '../pool';
import { inTransaction, type Queryable } from '../transaction';

/** Data of a deployment in addition to its operation. */
export interface NewDeployment {
  force: boolean;
  commit: string;
  imageTag: string | null;
  snapshot: object;
  configHash: string;
  /** Basis of the plan that this executes; null: there was none. */
  planBasis: object | null;
  /** Branch or tag that it was pushed to; absent: the application's branch. */
  gitRef?: string;
}

export interface NewOperation {
  uuid: string;
  organizationId: string;
  workloadId: number;
  serverId: number;
  /** Server that builds for it; null: none. */
  buildServerId: number | null;
  /** Other workload whose data it reads. */
  sourceWorkloadId: number | null;
  kind: OperationKind;
  parameters: object;
  /** Sealed parameters; null: there are none. */
  sealedParameters: Uint8Array | null;
  cause: Cause;
  actorUserId: string | null;
  pullRequestId: number;
  dedupeKey: string;
  deployment: NewDeployment | null;
  /** Kinds of waiting operations of the workload that this one supersedes; null: all that change what runs. */
  supersedes: readonly OperationKind[] | null;
  /** Most operations that may wait on the server; null: no limit. */
  queueLimit: number | null;
  /** Group with which it succeeds or is undone; null: it is in no group. */
  groupId: number | null;
  /** Deployment that it reverts, because the group failed. */
  revertsId: number | null;
  /** Deployment whose release it brings to an additional destination. */
  parentId: number | null;
}

export type QueueOutcome =
  | { outcome: 'queued'; superseded: string[] }
  /** The same request is already active (deployment contract D9.3). */
  | { outcome: 'duplicate'; uuid: string }
  /** An operation with this uuid exists: its plan was already executed. */
  | { outcome: 'repeated' }
  /** The server's limit of waiting operations is reached. */
  | { outcome: 'full' }
  /** The workload is being deleted. */
  | { outcome: 'gone' };

/**
 * Queue an operation, in one transaction that holds the workload's row: concurrent identical calls create one, and
 * what waits for the same target is superseded (D9.1–D9.3). A removal marks its workload as being deleted.
 */
export async function queueOperation(pool: Pool, request: NewOperation): Promise<QueueOutcome> {
  return inTransaction(pool, (client) => queueWithin(client, request));
}

/** Queue an operation in a transaction that queues several. */
export async function queueWithin(client: Queryable, request: NewOperation): Promise<QueueOutcome> {
  if (!(await lockTarget(client, request))) return { outcome: 'gone' };
  const twin = await activeTwin(client, request.dedupeKey);
  if (twin) return { outcome: 'duplicate', uuid: twin };
  if (await isFull(client, request)) return { outcome: 'full' };
  if (await exists(client, request.uuid)) return { outcome: 'repeated' };
  const superseded = await supersede(client, request);
  await insert(client, request);
  return { outcome: 'queued', superseded };
}

async function lockTarget(client: Queryable, { workloadId, organizationId, serverId, kind }: NewOperation) {
  const { rowCount } = await client.query(
    kind === 'delete'
      ? `UPDATE workloads SET deleting_at = COALESCE(deleting_at, clock_timestamp())
         WHERE id = $1 AND organization_id = $2`
      : `SELECT 1 FROM workloads WHERE id = $1 AND organization_id = $2 AND deleting_at IS NULL FOR NO KEY UPDATE`,
    [workloadId, organizationId],
  );
  await client.query('SELECT 1 FROM servers WHERE id = $1 FOR NO KEY UPDATE', [serverId]);
  return rowCount === 1;
}

async function activeTwin(client: Queryable, dedupeKey: string): Promise<string | null> {
  const { rows } = await client.query<{ uuid: string }>(
    `SELECT uuid FROM operations WHERE dedupe_key = $1 AND status IN ('queued', 'in_progress')`,
    [dedupeKey],
  );
  return rows[0]?.uuid ?? null;
}

/** Whether an operation with this uuid exists. Concurrent calls with one plan lock the row of the same workload. */
async function exists(client: Queryable, uuid: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT 1 FROM operations WHERE uuid = $1', [uuid]);
  return rowCount !== 0;
}

async function isFull(client: Queryable, request: NewOperation): Promise<boolean> {
  if (request.queueLimit === null) return false;
  const { rows } = await client.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM operations
     WHERE server_id = $1 AND status = 'queued' AND NOT (workload_id = $2 AND pull_request_id = $3) AND kind <> ALL ($4)`,
    [request.serverId, request.workloadId, request.pullRequestId, [...besideKinds]],
  );
  return (rows[0]?.waiting ?? 0) >= request.queueLimit;
}

async function supersede(client: Queryable, request: NewOperation): Promise<string[]> {
  const { rows } = await client.query<{ uuid: string }>(
    `UPDATE operations SET status = 'cancelled', reason = $3, sealed_parameters = NULL,
       finished_at = clock_timestamp(), updated_at = clock_timestamp()
     WHERE workload_id = $1 AND pull_request_id = $2 AND status = 'queued' AND group_id IS NULL
       AND (kind = ANY ($4) OR ($4::text[] IS NULL AND kind <> ALL ($5)))
     RETURNING uuid`,
    [
      request.workloadId,
      request.pullRequestId,
      `superseded by ${request.deployment ? 'deployment' : 'operation'} ${request.uuid}`,
      request.supersedes,
      [...besideKinds],
    ],
  );
  return rows.map((row) => row.uuid);
}

async function insert(client: Queryable, request: NewOperation): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO operations (uuid, organization_id, workload_id, server_id, kind, parameters, sealed_parameters, cause,
       actor_user_id, pull_request_id, dedupe_key, source_workload_id, group_id,
       reverts_id, build_server_id, parent_id, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::"Cause", $9, $10, $11, $12, $13, $14, $15, $16, clock_timestamp(), clock_timestamp())
     RETURNING id`,
    [
      request.uuid,
      request.organizationId,
      request.workloadId,
      request.serverId,
      request.kind,
      JSON.stringify(request.parameters),
      request.sealedParameters && Buffer.from(request.sealedParameters),
      request.cause,
      request.actorUserId,
      request.pullRequestId,
      request.dedupeKey,
      request.sourceWorkloadId,
      request.groupId,
      request.revertsId,
      request.buildServerId,
      request.parentId,
    ],
  );
  const { deployment } = request;
  if (!deployment) return;
  await client.query(
    `INSERT INTO deployments (operation_id, force, commit, image_tag, snapshot, config_hash, plan_basis, git_ref)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      rows[0]?.id,
      deployment.force,
      deployment.commit,
      deployment.imageTag,
      JSON.stringify(deployment.snapshot),
      deployment.configHash,
      deployment.planBasis && JSON.stringify(deployment.planBasis),
      deployment.gitRef ?? null,
    ],
  );
}
