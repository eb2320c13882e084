import type { Workload } from '../generated/client';
import type { Pool } from '../pool';
import { type Visibility, visibilitySql } from '../visibility';

export interface ServerResource
  extends Pick<Workload, 'id' | 'uuid' | 'kind' | 'name' | 'status' | 'createdAt' | 'updatedAt'> {
  /** Engine of a database; null for another kind. */
  engine: string | null;
}

/** List the workloads on a server, oldest first; an application also where it has an additional destination. */
export async function listServerResources(
  pool: Pool,
  filter: { organizationId: string; visibility: Visibility | null; serverId: number },
): Promise<ServerResource[]> {
  const values: unknown[] = [filter.organizationId, filter.serverId];
  const visible = visibilitySql(filter.visibility, 'workload', { project: 'p.uuid' }, values);
  // A list of servers does not limit workloads: the server itself was looked up within it.
  const { rows } = await pool.query<ServerResource>({
    text: `SELECT w.id, coalesce(l.uuid, w.uuid) AS uuid, w.kind, w.name, w.status, w.created_at AS "createdAt", w.updated_at AS "updatedAt", b.engine
      FROM workloads w JOIN destinations d ON d.id = w.destination_id LEFT JOIN databases b ON b.id = w.id
      LEFT JOIN workloads l ON l.id = w.follows_id
      JOIN environments e ON e.id = w.environment_id JOIN projects p ON p.id = e.project_id
      WHERE w.organization_id = $1 AND d.server_id = $2 ${visible} ORDER BY w.id`,
    values,
  });
  return rows;
}
