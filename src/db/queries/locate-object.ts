import type { Pool } from '../pool';

/** Kinds of objects that stand in a project. */
export type LocatableType = 'project' | 'environment' | 'application' | 'deployment';

/** Where an object stands; null for what its kind is not in. */
export interface Location {
  project: string;
  environment: string | null;
  application: string | null;
}

const statements: Record<LocatableType, string> = {
  project: `SELECT p.uuid AS project, NULL AS environment, NULL AS application
    FROM projects p WHERE p.organization_id = $1 AND p.uuid = $2`,
  environment: `SELECT p.uuid AS project, e.uuid AS environment, NULL AS application
    FROM environments e JOIN projects p ON p.id = e.project_id WHERE e.organization_id = $1 AND e.uuid = $2`,
  application: `SELECT p.uuid AS project, e.uuid AS environment, a.uuid AS application
    FROM workloads a JOIN environments e ON e.id = a.environment_id JOIN projects p ON p.id = e.project_id
    WHERE a.organization_id = $1 AND a.uuid = $2 AND a.kind = 'application'`,
  deployment: `SELECT p.uuid AS project, e.uuid AS environment, a.uuid AS application
    FROM operations d JOIN workloads a ON a.id = d.workload_id
    JOIN environments e ON e.id = a.environment_id JOIN projects p ON p.id = e.project_id
    WHERE d.organization_id = $1 AND d.uuid = $2`,
};

/** Where an object of the organization stands; undefined when there is none. */
export async function locateObject(
  pool: Pool,
  organizationId: string,
  { type, uuid }: { type: LocatableType; uuid: string },
): Promise<Location | undefined> {
  const { rows } = await pool.query<Location>({
    name: `locate ${type}`,
    text: statements[type],
    values: [organizationId, uuid],
  });
  return rows[0];
}
