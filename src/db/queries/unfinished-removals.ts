import type { ServerState } from '../../domain/states';
import type { WorkloadKind } from '../generated/client';
import type { Pool } from '../pool';

/** A workload that is being deleted without an active or waiting operation. */
export interface UnfinishedRemoval {
  id: number;
  uuid: string;
  kind: WorkloadKind;
  organizationId: string;
  destinationId: number;
  /** State of its last removal. */
  status: string;
  parameters: Record<string, unknown>;
  actorUserId: string | null;
  /** Number of ended removals, and time since the last one ended. */
  attempts: number;
  endedMsAgo: number;
  server: { state: ServerState; hostKey: string | null };
}

/** List the unfinished removals of the whole installation, each with its organization. */
export async function listUnfinishedRemovals(pool: Pool): Promise<UnfinishedRemoval[]> {
  const { rows } = await pool.query<UnfinishedRemoval>(
    `SELECT w.id, w.uuid, w.kind::text, w.organization_id AS "organizationId", w.destination_id AS "destinationId",
       last.status::text, last.parameters, last.actor_user_id AS "actorUserId",
       (SELECT count(*)::int FROM operations o
         WHERE o.workload_id = w.id AND o.kind = 'delete' AND o.created_at >= w.deleting_at) AS attempts,
       (extract(epoch FROM clock_timestamp() - last.finished_at) * 1000)::float8 AS "endedMsAgo",
       json_build_object('state', s.state, 'hostKey', s.host_key) AS server
     FROM workloads w
     JOIN destinations d ON d.id = w.destination_id
     JOIN servers s ON s.id = d.server_id
     JOIN LATERAL (
       SELECT * FROM operations o WHERE o.workload_id = w.id AND o.kind = 'delete' ORDER BY o.id DESC LIMIT 1
     ) last ON true
     WHERE w.deleting_at IS NOT NULL AND NOT EXISTS (
       SELECT FROM operations o
       WHERE o.workload_id = w.id AND (o.status IN ('queued', 'in_progress') OR o.lease_holder IS NOT NULL))`,
  );
  return rows;
}

/** An application at an additional destination that stays although the application is being deleted. */
export interface LeftFollower
  extends Pick<
    UnfinishedRemoval,
    'id' | 'uuid' | 'kind' | 'organizationId' | 'destinationId' | 'parameters' | 'actorUserId' | 'server'
  > {}

/** List those of the whole installation: a request to delete the application was interrupted. */
export async function listLeftFollowers(pool: Pool): Promise<LeftFollower[]> {
  const { rows } = await pool.query<LeftFollower>(
    `SELECT f.id, f.uuid, f.kind::text, f.organization_id AS "organizationId", f.destination_id AS "destinationId",
       last.parameters, last.actor_user_id AS "actorUserId", json_build_object('state', s.state, 'hostKey', s.host_key) AS server
     FROM workloads f
     JOIN workloads w ON w.id = f.follows_id
     JOIN destinations d ON d.id = f.destination_id
     JOIN servers s ON s.id = d.server_id
     JOIN LATERAL (
       SELECT * FROM operations o WHERE o.workload_id = w.id AND o.kind = 'delete' ORDER BY o.id DESC LIMIT 1
     ) last ON true
     WHERE f.deleting_at IS NULL AND w.deleting_at IS NOT NULL`,
  );
  return rows;
}
