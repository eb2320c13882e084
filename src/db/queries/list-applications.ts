import { type Application, Prisma } from '../generated/client';
import type { Pool } from '../pool';
import { type Visibility, visibilitySql } from '../visibility';

/** An application with the names of what it stands in. */
export interface ApplicationRow extends Application {
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
const ownColumns = Object.keys(Prisma.ApplicationScalarFieldEnum)
  .map((field) => `a.${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} AS "${field}"`)
  .join(', ');

const statement = `
  SELECT ${ownColumns}, s.uuid AS "serverUuid", s.name AS "serverName", d.uuid AS "destinationUuid", e.uuid AS "environmentUuid", e.name AS "environmentName",
    p.uuid AS "projectUuid", p.name AS "projectName", k.uuid AS "privateKeyUuid",
    to_json(ARRAY(SELECT t.name FROM application_tags at JOIN tags t ON t.id = at.tag_id WHERE at.application_id = a.id ORDER BY t.name))
      AS "tagNames"
  FROM applications a
  JOIN destinations d ON d.id = a.destination_id
  JOIN servers s ON s.id = d.server_id
  JOIN environments e ON e.id = a.environment_id
  JOIN projects p ON p.id = e.project_id
  LEFT JOIN private_keys k ON k.id = a.private_key_id
  WHERE a.organization_id = $1`;

/** Oldest first. Prepared per form of the filter: this list is read more often than anything else. */
export async function listApplicationRows(pool: Pool, filter: ApplicationFilter): Promise<ApplicationRow[]> {
  const values: unknown[] = [filter.organizationId];
  const clauses: string[] = [];
  const add = (value: unknown, clause: (parameter: string) => string) => {
    if (value === undefined) return;
    values.push(value);
    clauses.push(clause(`$${values.length}`));
  };
  add(filter.uuid, (parameter) => `AND a.uuid = ${parameter}`);
  add(filter.environmentId, (parameter) => `AND a.environment_id = ${parameter}`);
  add(filter.environmentUuid, (parameter) => `AND e.uuid = ${parameter}`);
  add(filter.search, (parameter) => `AND strpos(lower(a.name), lower(${parameter})) > 0`);
  add(filter.tag, (parameter) => `AND EXISTS (${tagged} AND t.name = ${parameter})`);
  clauses.push(visibilitySql(filter.visibility, 'application', visibilityColumns, values));
  add(filter.skip ?? 0, (parameter) => `ORDER BY a.id OFFSET ${parameter}`);
  add(filter.take, (parameter) => `LIMIT ${parameter}`);
  const { rows } = await pool.query<ApplicationRow>({
    ...(filter.visibility ? {} : { name: statementName(filter) }),
    text: `${statement} ${clauses.join(' ')}`,
    values,
  });
  return rows;
}

const visibilityColumns = { own: 'a.uuid', environment: 'e.uuid', project: 'p.uuid' };

const tagged = `
  SELECT 1 FROM application_tags at JOIN tags t ON t.id = at.tag_id WHERE at.application_id = a.id`;

/** One prepared statement per set of conditions; those of a visibility are the caller's own and too many to keep. */
function statementName(filter: ApplicationFilter): string {
  const conditions = ['uuid', 'environmentId', 'environmentUuid', 'search', 'tag', 'take'] as const;
  const given = conditions.filter((key) => filter[key] !== undefined);
  return ['list-applications', ...given].join(' ');
}
