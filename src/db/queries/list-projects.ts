import type { JsonText } from '../../domain/json-text';
import { jsonList } from '../json-list';
import type { Pool } from '../pool';
import { stamp } from '../stamp';
import { type Visibility, visibilitySql } from '../visibility';
import { wireSelection } from '../wire-selection';

/** A project in the wire format: rows are sent unchanged. */
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
  created_at: string;
  updated_at: string;
}

export interface Window {
  skip: number;
  take: number;
}

export interface ProjectFilter {
  organizationId: string;
  visibility: Visibility | null;
  page?: Window;
  /** Part of the name, case-insensitive. */
  search?: string;
}

const columns = { id: 'p.id', uuid: 'p.uuid', description: 'p.description', name: 'p.name' };

const plain = `SELECT ${wireSelection(columns)} FROM projects p`;

const summary = `
  SELECT ${wireSelection({
    ...columns,
    application_conditions: 'counts.conditions',
    application_count: 'counts.total',
    environment_count: '(SELECT count(*)::int FROM environments e WHERE e.project_id = p.id)',
    created_at: stamp('p.created_at'),
    updated_at: stamp('p.updated_at'),
  })}
  FROM projects p
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(n), 0)::int AS total, coalesce(json_object_agg(condition, n), '{}') AS conditions
    FROM (
      SELECT split_part(a.status, ':', 1) AS condition, count(*)::int AS n
      FROM environments e JOIN workloads a ON a.environment_id = e.id
      WHERE e.project_id = p.id AND a.follows_id IS NULL
      GROUP BY 1
    ) AS by_condition
  ) AS counts`;

/**
 * List the projects of one organization, oldest first. One prepared statement, because every console opens with this
 * list.
 */
export function listProjectJson(pool: Pool, filter: ProjectFilter): Promise<JsonText<ProjectRow[]>> {
  return jsonList(pool, statementOf('list-projects', plain, filter));
}

/** List the projects with everything for a card of the console. */
export function listProjectSummaryJson(
  pool: Pool,
  filter: ProjectFilter,
): Promise<JsonText<ProjectSummaryRow[]>> {
  return jsonList(pool, statementOf('list-project-summaries', summary, filter));
}

/** Prepare the statement, unless visibility is limited: such conditions differ per caller. */
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
