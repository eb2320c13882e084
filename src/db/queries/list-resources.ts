import { type Database, Prisma } from '../generated/client';
import type { Pool } from '../pool';
import { type Visibility, visibilitySql, type WorkloadResource } from '../visibility';
import { type ApplicationRow, applicationJoins, applicationSelected } from './list-applications';
import type { DatabaseRow } from './list-databases';
import { place, visibilityColumns, type WorkloadRow, workloadSelection } from './list-workloads';

export interface ResourceFilter {
  organizationId: string;
  /** What the caller sees of each kind; a kind that is absent is left out. */
  kinds: readonly {
    resource: Extract<WorkloadResource, 'application' | 'database'>;
    visibility: Visibility | null;
  }[];
  environmentId?: number;
  skip?: number;
  take?: number;
}

/** What an answer holds that shows several kinds. */
export interface ResourceRows {
  /** In the order of the list. */
  all: readonly (ApplicationRow | DatabaseRow)[];
  applications: readonly ApplicationRow[];
  databases: readonly DatabaseRow[];
}

/** The columns of a database in one object: some have the name of an application's. */
const databaseMembers = Object.keys(Prisma.DatabaseScalarFieldEnum)
  .filter((field) => field !== 'id' && field !== 'credentials')
  .map((field) => `'${field}', b.${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`)
  .join(', ');

const selection = workloadSelection({
  fields: Prisma.ApplicationScalarFieldEnum,
  selected: [
    ...applicationSelected,
    `json_build_object(${databaseMembers}) AS "ofDatabase"`,
    'b.credentials AS "credentials"',
  ],
});
const joins = `${applicationJoins('LEFT JOIN')} LEFT JOIN databases b ON b.id = w.id ${place}`;

interface Row extends ApplicationRow {
  ofDatabase: Omit<Database, 'id' | 'credentials' | 'initializedAt'> & { initializedAt: string | null };
  credentials: Uint8Array<ArrayBuffer>;
}

/** Applications and databases in one statement, oldest first. */
export async function listResourceRows(pool: Pool, filter: ResourceFilter): Promise<ResourceRows> {
  const values: unknown[] = [filter.organizationId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const kinds = filter.kinds.map(
    ({ resource, visibility }) =>
      `(w.kind = '${resource}'${visibilitySql(visibility, resource, visibilityColumns, values)})`,
  );
  const where = [`w.organization_id = $1 AND (${kinds.join(' OR ') || 'false'})`];
  if (filter.environmentId !== undefined) where.push(`AND w.environment_id = ${bind(filter.environmentId)}`);
  const page = [`ORDER BY w.id OFFSET ${bind(filter.skip ?? 0)}`];
  if (filter.take !== undefined) page.push(`LIMIT ${bind(filter.take)}`);
  const { rows } = await pool.query<Row>({
    text: `${selection} FROM workloads w ${joins} WHERE ${[...where, ...page].join(' ')}`,
    values,
  });
  const all = rows.map((row): ApplicationRow | DatabaseRow =>
    row.kind === 'database' ? databaseRow(row) : row,
  );
  return { all, applications: all.filter(isApplication), databases: all.filter(isDatabase) };
}

function databaseRow(row: Row): DatabaseRow {
  const { ofDatabase, credentials } = row;
  const { initializedAt } = ofDatabase;
  const workload: WorkloadRow = row;
  return {
    ...workload,
    ...ofDatabase,
    credentials,
    initializedAt: initializedAt === null ? null : new Date(initializedAt),
  };
}

function isApplication(row: ApplicationRow | DatabaseRow): row is ApplicationRow {
  return row.kind === 'application';
}

function isDatabase(row: ApplicationRow | DatabaseRow): row is DatabaseRow {
  return row.kind === 'database';
}
