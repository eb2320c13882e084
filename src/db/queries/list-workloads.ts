import type { JsonText } from '../../domain/json-text';
import { Prisma, type Workload, type WorkloadKind } from '../generated/client';
import { jsonList } from '../json-list';
import type { Pool } from '../pool';
import { selectedColumns } from '../selected-columns';
import { sharedRead } from '../shared-read';
import { type Visibility, visibilitySql, type WorkloadResource } from '../visibility';

/** A workload with the names of its containers. */
export interface WorkloadRow extends Workload {
  serverId: number;
  serverUuid: string;
  serverName: string;
  /** Public address of its server. */
  serverIp: string;
  destinationUuid: string;
  environmentUuid: string;
  environmentName: string;
  projectUuid: string;
  projectName: string;
  /** Tag names in alphabetical order. */
  tagNames: string[];
}

/** Selection of a list of one kind. */
export interface ListSource {
  kind: WorkloadKind;
  /** Name of the prepared statements. */
  name: string;
  selection: string;
  resource: WorkloadResource;
  /** Joins that the selection needs besides the workload (`w`) and its place. */
  joins: string;
}

/** What a list selects besides the members of every workload. */
interface Selected {
  /** Columns of the kind's table, which is `a` in the statement. */
  fields: object;
  /** Further items of the selection. */
  selected: readonly string[];
}

export interface WorkloadFilter {
  organizationId: string;
  visibility: Visibility | null;
  uuid?: string;
  /** Name of a tag. */
  tag?: string;
  environmentId?: number;
  environmentUuid?: string;
  /** Part of the name, case-insensitive. */
  search?: string;
  /**
   * Whether to include workloads of another kind that have what the list selects: applications made from a compose
   * file.
   */
  ofAnyKind?: boolean;
  skip?: number;
  take?: number;
}

/** Tag names in alphabetical order. */
export const tagNames = `
    to_json(ARRAY(SELECT t.name FROM workload_tags at JOIN tags t ON t.id = at.tag_id WHERE at.workload_id = w.id ORDER BY t.name))`;

/** Write the part of the statement that is the same for every filter. */
export function workloadSelection({ fields, selected }: Selected): string {
  const shared = selectedColumns('w', Object.keys(Prisma.WorkloadScalarFieldEnum));
  const own = selectedColumns(
    'a',
    Object.keys(fields).filter((field) => field !== 'id'),
  );
  const columns = [...shared, ...own, ...selected].join(', ');
  return `
  SELECT ${columns}, s.id AS "serverId", s.uuid AS "serverUuid", s.name AS "serverName", s.ip AS "serverIp", d.uuid AS "destinationUuid",
    e.uuid AS "environmentUuid", e.name AS "environmentName", p.uuid AS "projectUuid", p.name AS "projectName",
    ${tagNames} AS "tagNames"`;
}

export const place = `
  JOIN destinations d ON d.id = w.destination_id
  JOIN servers s ON s.id = d.server_id
  JOIN environments e ON e.id = w.environment_id
  JOIN projects p ON p.id = e.project_id`;

/**
 * Page sizes written into the statement: PostgreSQL plans for the literal limit, and plans a prepared statement with a
 * parameter for a tenth of the table.
 */
const pageSizes = [10, 20, 50, 100, 200, 500, 1_000];

/** List workloads, oldest first. */
export async function listWorkloadRows<Row extends object>(
  pool: Pool,
  source: ListSource,
  filter: WorkloadFilter,
): Promise<readonly Row[]> {
  const rows = await sharedRead(pool, statementOf(source, filter), (found: readonly Row[]) => found);
  return filter.take !== undefined && rows.length > filter.take ? rows.slice(0, filter.take) : rows;
}

/** List workloads as JSON, ready to send. */
export function listWorkloadJson<Row extends object>(
  pool: Pool,
  source: ListSource,
  filter: WorkloadFilter,
): Promise<JsonText<Row[]>> {
  return jsonList<Row>(pool, statementOf(source, filter), filter.take);
}

/**
 * Prepare one statement per form of the filter: these lists are read more than anything else. A page may have more
 * rows than requested.
 */
function statementOf(source: ListSource, filter: WorkloadFilter) {
  const { selection, kind } = source;
  const joins = `${source.joins}${place}`;
  const values: unknown[] = [filter.organizationId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  // The page is cut from the workloads alone if only they decide; the rest is joined to it.
  const own = [
    `WHERE w.organization_id = $1 AND w.follows_id IS NULL${filter.ofAnyKind ? '' : ` AND w.kind = '${kind}'`}`,
  ];
  const joined: string[] = [];
  const add = (clauses: string[], value: unknown, clause: (parameter: string) => string) => {
    if (value !== undefined) clauses.push(clause(bind(value)));
  };
  add(own, filter.uuid, (parameter) => `AND w.uuid = ${parameter}`);
  add(own, filter.environmentId, (parameter) => `AND w.environment_id = ${parameter}`);
  add(own, filter.search, (parameter) => `AND strpos(lower(w.name), lower(${parameter})) > 0`);
  add(own, filter.tag, (parameter) => `AND EXISTS (${tagged} AND t.name = ${parameter})`);
  add(joined, filter.environmentUuid, (parameter) => `AND e.uuid = ${parameter}`);
  const visible = visibilitySql(filter.visibility, source.resource, visibilityColumns, values);
  if (visible) joined.push(visible);
  const size = pageSizes.find((each) => filter.take !== undefined && each >= filter.take);
  const page = [`ORDER BY w.id OFFSET ${bind(filter.skip ?? 0)}`];
  if (size !== undefined) page.push(`LIMIT ${size}`);
  else add(page, filter.take, (parameter) => `LIMIT ${parameter}`);
  const text =
    joined.length === 0
      ? `${selection} FROM (SELECT * FROM workloads w ${[...own, ...page].join(' ')}) w ${joins} ORDER BY w.id`
      : `${selection} FROM workloads w ${joins} ${[...own, ...joined, ...page].join(' ')}`;
  const name = `${statementName(source.name, filter)} ${size ?? ''}`;
  return { ...(filter.visibility ? {} : { name }), text, values };
}

/** Columns with the ids of a workload's containers. */
export const visibilityColumns = { own: 'w.uuid', environment: 'e.uuid', project: 'p.uuid' };

const tagged = `
  SELECT 1 FROM workload_tags at JOIN tags t ON t.id = at.tag_id WHERE at.workload_id = w.id`;

/**
 * Name one prepared statement per set of conditions; none for those of a visibility, which differ per caller and are
 * too many.
 */
function statementName(list: string, filter: WorkloadFilter): string {
  const conditions = [
    'uuid',
    'environmentId',
    'environmentUuid',
    'search',
    'tag',
    'take',
    'ofAnyKind',
  ] as const;
  const given = conditions.filter((key) => filter[key] !== undefined);
  return [list, ...given].join(' ');
}
