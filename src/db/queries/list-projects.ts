import type { Pool } from '../pool';
import { type Visibility, visibilitySql } from '../visibility';

export interface ProjectRow {
  id: number;
  uuid: string;
  description: string | null;
  name: string;
}

export interface ProjectSummaryRow extends ProjectRow {
  application_count: number;
  /** First half of `state:health` → number of applications. */
  application_conditions: Record<string, number>;
  environment_count: number;
  created_at: Date;
  updated_at: Date;
}

export interface Window {
  skip: number;
  take: number;
}

export interface ProjectFilter {
  organizationId: string;
  visibility: Visibility | null;
  page?: Window;
  /** Part of the name, in any case. */
  search?: string;
}

const columns = 'p.id, p.uuid, p.description, p.name';

const plain = `SELECT ${columns} FROM projects p`;

const summary = `
  SELECT ${columns}, p.created_at, p.updated_at,
    (SELECT count(*)::int FROM environments e WHERE e.project_id = p.id) AS environment_count,
    counts.total AS application_count,
    counts.conditions AS application_conditions
  FROM projects p
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(n), 0)::int AS total, coalesce(jsonb_object_agg(condition, n), '{}') AS conditions
    FROM (
      SELECT split_part(a.status, ':', 1) AS condition, count(*)::int AS n
      FROM environments e JOIN workloads a ON a.environment_id = e.id
      WHERE e.project_id = p.id
      GROUP BY 1
    ) AS by_condition
  ) AS counts`;

/** List the projects of one organization, oldest first. One prepared statement: this list opens every console. */
export async function listProjectRows(pool: Pool, filter: ProjectFilter): Promise<ProjectRow[]> {
  const { rows } = await pool.query<ProjectRow>(statementOf('list-projects', plain, filter));
  return rows;
}

/** List the projects with everything that a card of the console shows. */
export async function listProjectSummaryRows(
  pool: Pool,
  filter: ProjectFilter,
): Promise<ProjectSummaryRow[]> {
  const { rows } = await pool.query<ProjectSummaryRow>(
    statementOf('list-project-summaries', summary, filter),
  );
  return rows;
}

/** Prepared, unless something is hidden from the caller: such conditions are the caller's own. */
function statementOf(
  name: string,
  select: string,
  { organizationId, visibility, page, search }: ProjectFilter,
) {
  const values: unknown[] = [organizationId, page?.skip ?? 0, page?.take ?? null];
  const named = search === undefined ? '' : ` AND strpos(lower(p.name), lower($${values.push(search)})) > 0`;
  const visible = visibilitySql(visibility, 'project', { own: 'p.uuid', project: 'p.uuid' }, values);
  return {
    ...(visibility ? {} : { name: search === undefined ? name : `${name} search` }),
    text: `${select} WHERE p.organization_id = $1${named}${visible} ORDER BY p.id OFFSET $2 LIMIT $3`,
    values,
  };
}
