import type { Pool } from '../pool';
import { type Visibility, visibilitySql } from '../visibility';

/** A delivery as shown in lists. */
export interface DeliveryRow {
  /** Its place in the ledger, for the cursor of a list. */
  id: number;
  uuid: string;
  provider: string;
  deliveryId: string;
  event: string;
  repository: string | null;
  ref: string | null;
  commit: string | null;
  status: string;
  reason: string;
  receivedAt: Date;
  /** Whether its content was kept. */
  isReplayable: boolean;
  /** Null: it concerns no application that the caller may see. */
  decisions: DecisionRow[] | null;
}

export interface DecisionRow {
  applicationUuid: string;
  applicationName: string;
  status: string;
  message: string;
  deploymentUuid: string | null;
}

export interface DeliveryFilter {
  organizationId: string;
  visibility: Visibility | null;
  /** Application of the decisions. */
  applicationUuid?: string;
  /** Whether to include deliveries that concern no application. */
  withStray: boolean;
  /** Only deliveries before this one. */
  before: number | null;
  limit: number;
}

const columns = { own: 'c.operation_uuid', application: 'w.uuid', environment: 'e.uuid', project: 'p.uuid' };

/** List deliveries, newest first. */
export async function listDeliveryRows(pool: Pool, filter: DeliveryFilter): Promise<DeliveryRow[]> {
  const { organizationId, applicationUuid = null, before, withStray, limit } = filter;
  const values: unknown[] = [organizationId, applicationUuid, before, withStray, limit];
  const visible = visibilitySql(filter.visibility, 'deployment', columns, values);
  const { rows } = await pool.query<DeliveryRow>(
    `SELECT d.id, d.uuid, d.provider, d.delivery_id AS "deliveryId", d.event, d.repository, d.ref, d.commit,
       d.status, d.reason, d.received_at AS "receivedAt", d.content IS NOT NULL AS "isReplayable", found.decisions
     FROM webhook_deliveries d
     LEFT JOIN LATERAL (
       SELECT json_agg(json_build_object('applicationUuid', w.uuid, 'applicationName', w.name, 'status', c.status,
         'message', c.message, 'deploymentUuid', c.operation_uuid) ORDER BY c.id) AS decisions
       FROM webhook_decisions c JOIN workloads w ON w.id = c.workload_id
       JOIN environments e ON e.id = w.environment_id JOIN projects p ON p.id = e.project_id
       WHERE c.delivery_id = d.id AND ($2::text IS NULL OR w.uuid = $2)${visible}
     ) found ON true
     WHERE d.organization_id = $1 AND ($3::int IS NULL OR d.id < $3) AND (found.decisions IS NOT NULL OR $4)
       AND ($2::text IS NULL OR d.id IN (
         SELECT c.delivery_id FROM webhook_decisions c JOIN workloads w ON w.id = c.workload_id
         WHERE w.uuid = $2 AND w.organization_id = $1))
     ORDER BY d.id DESC LIMIT $5`,
    values,
  );
  return rows;
}
