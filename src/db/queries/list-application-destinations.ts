import type { Destination } from '../generated/client';
import type { Pool } from '../pool';

/** A destination of an application, with what runs there. */
export interface ApplicationDestinationRow extends Omit<Destination, 'organizationId' | 'serverId'> {
  serverUuid: string;
  serverName: string;
  /** Whether the application is configured there; it has exactly one such destination. */
  isMain: boolean;
  status: string;
  isBeingRemoved: boolean;
  /** Of its last deployment there; null: none. */
  deploymentUuid: string | null;
  deploymentStatus: string | null;
  deploymentReason: string | null;
}

/**
 * List the destinations of an application: the main one, then the additional ones, oldest first. None: it does not
 * exist.
 */
export async function listApplicationDestinationRows(
  pool: Pool,
  { organizationId, uuid }: { organizationId: string; uuid: string },
): Promise<ApplicationDestinationRow[]> {
  const { rows } = await pool.query<ApplicationDestinationRow>(
    `SELECT d.id, d.uuid, d.name, d.network, d.is_isolated AS "isIsolated", d.created_at AS "createdAt", d.updated_at AS "updatedAt",
       s.uuid AS "serverUuid", s.name AS "serverName", a.follows_id IS NULL AS "isMain", a.status,
       a.deleting_at IS NOT NULL AS "isBeingRemoved", o.uuid AS "deploymentUuid", o.status::text AS "deploymentStatus",
       o.reason AS "deploymentReason"
     FROM workloads m
     JOIN workloads a ON a.id = m.id OR a.follows_id = m.id
     JOIN destinations d ON d.id = a.destination_id
     JOIN servers s ON s.id = d.server_id
     LEFT JOIN LATERAL (
       SELECT o.uuid, o.status, o.reason FROM operations o JOIN deployments p ON p.operation_id = o.id
       WHERE o.workload_id = a.id AND o.pull_request_id = 0 ORDER BY o.id DESC LIMIT 1
     ) o ON true
     WHERE m.organization_id = $1 AND m.uuid = $2 AND m.kind = 'application' AND m.follows_id IS NULL
     ORDER BY a.follows_id IS NOT NULL, a.id`,
    [organizationId, uuid],
  );
  return rows;
}
