import type { WorkloadKind } from '../generated/client';
import type { Pool } from '../pool';
import type { WorkloadResource } from '../visibility';

/** Kinds of objects in a project. */
export type LocatableType = 'project' | 'environment' | 'application' | 'database' | 'service' | 'deployment';

/** Place of an object; null for what its kind is not in. */
export interface Location {
  project: string;
  environment: string | null;
  /** The workload it is or belongs to, with its resource in the permission vocabulary. */
  workload: { type: WorkloadResource; uuid: string } | null;
}

interface Row {
  project: string;
  environment: string | null;
  workload: string | null;
  kind: WorkloadKind | null;
}

const ofWorkload = `p.uuid AS project, e.uuid AS environment, w.uuid AS workload, w.kind`;
const placed = `JOIN environments e ON e.id = w.environment_id JOIN projects p ON p.id = e.project_id`;

const statements: Record<LocatableType, string> = {
  project: `SELECT p.uuid AS project, NULL AS environment, NULL AS workload, NULL AS kind
    FROM projects p WHERE p.organization_id = $1 AND p.uuid = $2`,
  environment: `SELECT p.uuid AS project, e.uuid AS environment, NULL AS workload, NULL AS kind
    FROM environments e JOIN projects p ON p.id = e.project_id WHERE e.organization_id = $1 AND e.uuid = $2`,
  application: `SELECT ${ofWorkload} FROM workloads w ${placed}
    WHERE w.organization_id = $1 AND w.uuid = $2 AND w.kind = 'application' AND w.follows_id IS NULL`,
  database: `SELECT ${ofWorkload} FROM workloads w ${placed}
    WHERE w.organization_id = $1 AND w.uuid = $2 AND w.kind = 'database'`,
  /** Includes applications made from a compose file, which are addressed as both (coolify-api §3.3). */
  service: `SELECT ${ofWorkload} FROM workloads w JOIN stacks t ON t.id = w.id ${placed}
    WHERE w.organization_id = $1 AND w.uuid = $2`,
  /** One at an additional destination belongs to the application. */
  deployment: `SELECT ${ofWorkload} FROM operations d JOIN workloads o ON o.id = d.workload_id
    JOIN workloads w ON w.id = coalesce(o.follows_id, o.id) ${placed}
    WHERE d.organization_id = $1 AND d.uuid = $2`,
};

/** Find the place of an object of the organization; undefined when it does not exist. */
export async function locateObject(
  pool: Pool,
  organizationId: string,
  { type, uuid }: { type: LocatableType; uuid: string },
): Promise<Location | undefined> {
  const { rows } = await pool.query<Row>({
    name: `locate ${type}`,
    text: statements[type],
    values: [organizationId, uuid],
  });
  const [row] = rows;
  if (!row) return undefined;
  const { project, environment, workload, kind } = row;
  return {
    project,
    environment,
    workload:
      workload === null || kind === null
        ? null
        : { type: kind === 'stack' ? 'service' : kind, uuid: workload },
  };
}
