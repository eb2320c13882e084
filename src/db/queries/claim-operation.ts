import { besideKinds, deploymentKinds } from '../../domain/operation';
import type { Pool } from '../pool';
import { inTransaction, type Queryable } from '../transaction';

/** An operation that this process may run until the lease ends. */
export interface ClaimedOperation {
  id: number;
  uuid: string;
  organizationId: string;
  workloadId: number;
  kind: string;
  /** User who requested it; null: a webhook, or a user who no longer exists. */
  actorUserId: string | null;
  /** Number of claims, including this one. */
  attempts: number;
  /** True when its state is already `cancelled` and only the cleanup is left. */
  isCancelled: boolean;
  leaseHolder: string;
}

export interface ClaimRequest {
  serverUuid: string;
  processId: string;
  /** Length of the lease, from now by the database's clock. */
  leaseMs: number;
}

/**
 * Whether a deployment `d` may begin: if it is built elsewhere it takes a place there, among all that are built there.
 */
const hasRoom = `CASE WHEN d.build_server_id IS NULL
      THEN (SELECT count(*) FROM running WHERE is_leased AND kind = ANY ($5) AND build_server_id IS NULL) < $2
      ELSE (SELECT count(*) FROM operations b WHERE b.build_server_id = d.build_server_id AND b.lease_holder IS NOT NULL)
        < (SELECT concurrent_builds FROM servers WHERE id = d.build_server_id) END`;

/**
 * A row with a lease holder is being worked on: it counts against the server's concurrency. It keeps other operations
 * waiting: those of its workload (each preview by itself, except for the removal of all), and of the workload whose
 * data it reads. This also holds when it was cancelled and is being cleaned up; operations that change nothing of a
 * workload run beside them. An operation that fills a workload with the data of another one precedes all later
 * requests.
 *
 * One that waits for the others of its group also keeps its workload, without counting against the concurrency. Until
 * the group has ended, later requests wait behind it; once a part has failed, no other part begins. A part that serves
 * continues when all of them do.
 *
 * The removal of an application waits until it is removed from its additional destinations.
 */
const claimStatement = `
  WITH running AS (
    SELECT organization_id, workload_id, source_workload_id, pull_request_id, kind, lease_holder IS NOT NULL AS is_leased,
      build_server_id
    FROM operations WHERE server_id = $1 AND (lease_holder IS NOT NULL OR paused_at IS NOT NULL)
  ),
  broken AS (
    SELECT DISTINCT p.group_id FROM operations p JOIN deployment_groups g ON g.id = p.group_id
    WHERE g.finished_at IS NULL AND p.reverts_id IS NULL AND p.status IN ('failed', 'cancelled')
  ),
  abandoned AS (
    SELECT id, 0 AS turn FROM operations
    WHERE server_id = $1 AND lease_holder IS NOT NULL AND lease_until < clock_timestamp() AND status IN ('in_progress', 'cancelled')
  ),
  resumed AS (
    SELECT d.id, 0 AS turn FROM operations d JOIN deployment_groups g ON g.id = d.group_id
    WHERE d.server_id = $1 AND d.paused_at IS NOT NULL AND d.lease_holder IS NULL
      AND (d.status = 'cancelled' OR (d.status = 'in_progress' AND (d.kind <> ALL ($5) OR ${hasRoom})
        AND (g.state = 'completing'
          OR (g.state = 'releasing' AND d.serving_at IS NULL AND d.group_id NOT IN (SELECT group_id FROM broken)))))
  ),
  waiting AS (
    SELECT d.id,
      1 + row_number() OVER (PARTITION BY d.organization_id ORDER BY d.id)
        + (SELECT count(*) FROM running r WHERE r.is_leased AND r.organization_id = d.organization_id) AS turn
    FROM operations d
    WHERE d.server_id = $1 AND d.status = 'queued'
      AND (d.kind <> ALL ($5) OR ${hasRoom})
      AND (d.kind = ANY ($6) OR NOT EXISTS (
        SELECT 1 FROM running r
        WHERE r.kind <> ALL ($6) AND ((r.workload_id = d.workload_id AND (r.pull_request_id = d.pull_request_id OR 'delete' IN (r.kind, d.kind)))
          OR r.workload_id = d.source_workload_id OR r.source_workload_id IN (d.workload_id, d.source_workload_id))))
      AND NOT EXISTS (
        SELECT 1 FROM operations e
        WHERE e.workload_id = d.workload_id AND e.status = 'queued' AND e.id < d.id AND e.source_workload_id IS NOT NULL)
      AND (d.kind <> 'delete' OR NOT EXISTS (SELECT 1 FROM workloads f WHERE f.follows_id = d.workload_id))
      AND (d.group_id IS NULL OR d.reverts_id IS NOT NULL OR d.group_id NOT IN (SELECT group_id FROM broken))
      AND (d.kind = 'delete' OR d.kind = ANY ($6) OR NOT EXISTS (
        SELECT 1 FROM operations p JOIN deployment_groups g ON g.id = p.group_id
        WHERE p.workload_id = d.workload_id AND p.pull_request_id = d.pull_request_id AND p.id < d.id
          AND p.group_id IS DISTINCT FROM d.group_id AND g.finished_at IS NULL))
  ),
  next AS (
    SELECT d.id FROM operations d
    JOIN (SELECT * FROM abandoned UNION ALL SELECT * FROM resumed UNION ALL SELECT * FROM waiting) c ON c.id = d.id
    ORDER BY c.turn, d.id
    LIMIT 1
    FOR UPDATE OF d SKIP LOCKED
  )
  UPDATE operations d
  SET status = CASE WHEN d.status = 'queued' THEN 'in_progress'::"OperationStatus" ELSE d.status END,
    lease_holder = $3 || ':' || (d.attempts + 1), lease_until = clock_timestamp() + $4 * interval '1 millisecond',
    attempts = d.attempts + 1, paused_at = NULL, started_at = COALESCE(d.started_at, clock_timestamp()), updated_at = clock_timestamp()
  FROM next WHERE d.id = next.id
  RETURNING d.id, d.uuid, d.organization_id AS "organizationId", d.workload_id AS "workloadId", d.kind,
    d.actor_user_id AS "actorUserId", d.attempts,
    d.status = 'cancelled' AS "isCancelled", d.lease_holder AS "leaseHolder"`;

/**
 * Claim the next operation of a server: first one whose worker died, then a waiting one if fewer than
 * `concurrent_builds` deployments run, or are built on the server that builds for it. Organizations take turns, and
 * each is served in order. null: nothing to do now.
 */
export async function claimOperation(pool: Pool, request: ClaimRequest): Promise<ClaimedOperation | null> {
  return inTransaction(pool, async (client) => {
    const server = await lockServer(client, request.serverUuid);
    if (!server) return null;
    const { rows } = await client.query<ClaimedOperation>(claimStatement, [
      server.id,
      server.concurrentBuilds,
      request.processId,
      request.leaseMs,
      [...deploymentKinds],
      [...besideKinds],
    ]);
    return rows[0] ?? null;
  });
}

/**
 * Lock the server, and those that build for waiting operations, so that each claim counts what the previous one took.
 * All claims lock in the same order, so they cannot deadlock.
 */
async function lockServer(
  client: Queryable,
  uuid: string,
): Promise<{ id: number; concurrentBuilds: number } | null> {
  const { rows } = await client.query<{ id: number; uuid: string; concurrentBuilds: number }>(
    `SELECT id, uuid, concurrent_builds AS "concurrentBuilds" FROM servers
     WHERE uuid = $1 OR id IN (
       SELECT d.build_server_id FROM operations d JOIN servers s ON s.id = d.server_id
       WHERE s.uuid = $1 AND (d.status = 'queued' OR d.paused_at IS NOT NULL))
     ORDER BY id FOR NO KEY UPDATE`,
    [uuid],
  );
  return rows.find((row) => row.uuid === uuid) ?? null;
}

/** List the servers with waiting or abandoned operations. */
export async function serversWithWork(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ uuid: string }>(
    `SELECT DISTINCT s.uuid FROM operations d JOIN servers s ON s.id = d.server_id
     WHERE d.status = 'queued' OR (d.lease_holder IS NOT NULL AND d.lease_until < clock_timestamp())
       OR d.paused_at IS NOT NULL`,
  );
  return rows.map((row) => row.uuid);
}

/** List the servers with operations that wait for this operation's place on the server that builds for them. */
export async function serversBehind(pool: Pool, operationId: number): Promise<string[]> {
  const { rows } = await pool.query<{ uuid: string }>(
    `SELECT DISTINCT s.uuid FROM operations ended
     JOIN operations d ON d.build_server_id = ended.build_server_id AND d.server_id <> ended.server_id
     JOIN servers s ON s.id = d.server_id
     WHERE ended.id = $1 AND (d.status = 'queued' OR d.paused_at IS NOT NULL)`,
    [operationId],
  );
  return rows.map((row) => row.uuid);
}
