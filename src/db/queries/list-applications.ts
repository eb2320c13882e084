import { type Application, Prisma, type Workload } from '../generated/client';
import type { Pool } from '../pool';
import { type Visibility, visibilitySql } from '../visibility';

/** An application with the names of what it stands in. */
export interface ApplicationRow extends Application, Workload {
  serverUuid: string;
  serverName: string;
  destinationUuid: string;
  environmentUuid: string;
  environmentName: string;
  projectUuid: string;
  projectName: string;
  privateKeyUuid: string | null;
  /** Names, in alphabetical order. */
  tagNames: string[];
}

export interface ApplicationFilter {
  organizationId: string;
  visibility: Visibility | null;
  uuid?: string;
  /** Name of a tag. */
  tag?: string;
  environmentId?: number;
  environmentUuid?: string;
  /** Part of the name, in any case. */
  search?: string;
  skip?: number;
  take?: number;
}

/** Columns are the field names in snake case; the statement gives them their field names back. */
const ownColumns = [
  ...columnsOf('w', Prisma.WorkloadScalarFieldEnum),
  ...columnsOf('a', Prisma.ApplicationScalarFieldEnum).filter((column) => !column.startsWith('a.id ')),
].join(', ');

function columnsOf(table: string, fields: object): string[] {
  return Object.keys(fields).map(
    (field) => `${table}.${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} AS "${field}"`,
  );
}

const selection = `
  SELECT ${ownColumns}, s.uuid AS "serverUuid", s.name AS "serverName", d.uuid AS "destinationUuid", e.uuid AS "environmentUuid", e.name AS "environmentName",
    p.uuid AS "projectUuid", p.name AS "projectName", k.uuid AS "privateKeyUuid",
    to_json(ARRAY(SELECT t.name FROM workload_tags at JOIN tags t ON t.id = at.tag_id WHERE at.workload_id = w.id ORDER BY t.name))
      AS "tagNames"`;

const joins = `
  JOIN applications a ON a.id = w.id
  JOIN destinations d ON d.id = w.destination_id
  JOIN servers s ON s.id = d.server_id
  JOIN environments e ON e.id = w.environment_id
  JOIN projects p ON p.id = e.project_id
  LEFT JOIN private_keys k ON k.id = a.private_key_id`;

/**
 * Sizes of pages in the statement itself: PostgreSQL plans for the rows that it reads there, and a prepared statement
 * with any other number would be planned for a tenth of the table.
 */
const pageSizes = [10, 20, 50, 100, 200, 500, 1_000];

/** Oldest first. Prepared per form of the filter: this list is read more often than anything else. */
export async function listApplicationRows(pool: Pool, filter: ApplicationFilter): Promise<ApplicationRow[]> {
  const values: unknown[] = [filter.organizationId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  // A page is cut out of the applications alone where nothing but them decides; the rest is joined to it.
  const own = ["WHERE w.organization_id = $1 AND w.kind = 'application'"];
  const joined: string[] = [];
  const add = (clauses: string[], value: unknown, clause: (parameter: string) => string) => {
    if (value !== undefined) clauses.push(clause(bind(value)));
  };
  add(own, filter.uuid, (parameter) => `AND w.uuid = ${parameter}`);
  add(own, filter.environmentId, (parameter) => `AND w.environment_id = ${parameter}`);
  add(own, filter.search, (parameter) => `AND strpos(lower(w.name), lower(${parameter})) > 0`);
  add(own, filter.tag, (parameter) => `AND EXISTS (${tagged} AND t.name = ${parameter})`);
  add(joined, filter.environmentUuid, (parameter) => `AND e.uuid = ${parameter}`);
  const visible = visibilitySql(filter.visibility, 'application', visibilityColumns, values);
  if (visible) joined.push(visible);
  const size = pageSizes.find((each) => filter.take !== undefined && each >= filter.take);
  const page = [`ORDER BY w.id OFFSET ${bind(filter.skip ?? 0)}`];
  if (size !== undefined) page.push(`LIMIT ${size}`);
  else add(page, filter.take, (parameter) => `LIMIT ${parameter}`);
  const text =
    joined.length === 0
      ? `${selection} FROM (SELECT * FROM workloads w ${[...own, ...page].join(' ')}) w ${joins} ORDER BY w.id`
      : `${selection} FROM workloads w ${joins} ${[...own, ...joined, ...page].join(' ')}`;
  const name = `${statementName(filter)} ${size ?? ''}`;
  const { rows } = await pool.query<ApplicationRow>({
    ...(filter.visibility ? {} : { name }),
    text,
    values,
  });
  return rows.slice(0, filter.take);
}

const visibilityColumns = { own: 'w.uuid', environment: 'e.uuid', project: 'p.uuid' };

const tagged = `
  SELECT 1 FROM workload_tags at JOIN tags t ON t.id = at.tag_id WHERE at.workload_id = w.id`;

/** One prepared statement per set of conditions; those of a visibility are the caller's own and too many to keep. */
function statementName(filter: ApplicationFilter): string {
  const conditions = ['uuid', 'environmentId', 'environmentUuid', 'search', 'tag', 'take'] as const;
  const given = conditions.filter((key) => filter[key] !== undefined);
  return ['list-applications', ...given].join(' ');
}
