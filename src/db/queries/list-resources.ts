import { type Database, Prisma, type Stack, type WorkloadKind } from '../generated/client';
import type { Pool } from '../pool';
import { jsonMembers } from '../selected-columns';
import { type Visibility, visibilitySql, type WorkloadResource } from '../visibility';
import { type ApplicationRow, applicationJoins, applicationSelected } from './list-applications';
import type { DatabaseRow } from './list-databases';
import { componentOf, componentsSelected, type JsonComponent, type StackRow } from './list-stacks';
import { place, visibilityColumns, type WorkloadRow, workloadSelection } from './list-workloads';

export interface ResourceFilter {
  organizationId: string;
  /** Visible part of each kind; an absent kind is left out. */
  kinds: readonly {
    resource: WorkloadResource;
    visibility: Visibility | null;
  }[];
  environmentId?: number;
  skip?: number;
  take?: number;
}

export type ResourceRow = ApplicationRow | DatabaseRow | StackRow;

/** Rows of an answer with several kinds. */
export interface ResourceRows {
  /** All rows, in list order. */
  all: readonly ResourceRow[];
  applications: readonly ApplicationRow[];
  databases: readonly DatabaseRow[];
  stacks: readonly StackRow[];
}

/** Columns of a database in one object, because some have the name of an application's. */
const databaseMembers = jsonMembers(
  'b',
  Object.keys(Prisma.DatabaseScalarFieldEnum).filter((field) => field !== 'id' && field !== 'credentials'),
);

const selection = workloadSelection({
  fields: Prisma.ApplicationScalarFieldEnum,
  selected: [
    ...applicationSelected,
    `json_build_object(${databaseMembers}) AS "ofDatabase"`,
    'b.credentials AS "credentials"',
    `json_build_object('serviceType', t.service_type, 'connectToDockerNetwork', t.connect_to_docker_network,
      'isContainerLabelEscapeEnabled', t.is_container_label_escape_enabled,
      'ignoreUnknownKeys', t.ignore_unknown_keys) AS "ofStack"`,
    componentsSelected,
  ],
});
const joins = `${applicationJoins('LEFT JOIN')} LEFT JOIN databases b ON b.id = w.id ${place}`;

interface Row extends ApplicationRow {
  ofDatabase: Omit<Database, 'id' | 'credentials' | 'initializedAt'> & { initializedAt: string | null };
  credentials: Uint8Array<ArrayBuffer>;
  ofStack: Omit<Stack, 'id' | 'dockerCompose' | 'dockerComposeRaw'>;
  composed: Stack['dockerCompose'];
  composedRaw: Stack['dockerComposeRaw'];
  components: JsonComponent[];
}

/** List every kind in one statement, oldest first. */
export async function listResourceRows(pool: Pool, filter: ResourceFilter): Promise<ResourceRows> {
  const values: unknown[] = [filter.organizationId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const kinds = filter.kinds.map(
    ({ resource, visibility }) =>
      `(w.kind = '${kindOf(resource)}'${visibilitySql(visibility, resource, visibilityColumns, values)})`,
  );
  const where = [`w.organization_id = $1 AND w.follows_id IS NULL AND (${kinds.join(' OR ') || 'false'})`];
  if (filter.environmentId !== undefined) where.push(`AND w.environment_id = ${bind(filter.environmentId)}`);
  const page = [`ORDER BY w.id OFFSET ${bind(filter.skip ?? 0)}`];
  if (filter.take !== undefined) page.push(`LIMIT ${bind(filter.take)}`);
  const { rows } = await pool.query<Row>({
    text: `${selection} FROM workloads w ${joins} WHERE ${[...where, ...page].join(' ')}`,
    values,
  });
  const all = rows.map(resourceRow);
  return {
    all,
    applications: all.filter(isApplication),
    databases: all.filter(isDatabase),
    stacks: all.filter(isStack),
  };
}

function kindOf(resource: WorkloadResource): WorkloadKind {
  return resource === 'service' ? 'stack' : resource;
}

function resourceRow(row: Row): ResourceRow {
  switch (row.kind) {
    case 'application':
      return row;
    case 'database':
      return databaseRow(row);
    case 'stack':
      return stackRow(row);
  }
}

function stackRow(row: Row): StackRow {
  const { ofStack, composed, composedRaw, components } = row;
  const workload: WorkloadRow = row;
  return {
    ...workload,
    ...ofStack,
    dockerCompose: composed,
    dockerComposeRaw: composedRaw,
    components: components.map(componentOf),
  };
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

function isApplication(row: ResourceRow): row is ApplicationRow {
  return row.kind === 'application';
}

function isDatabase(row: ResourceRow): row is DatabaseRow {
  return row.kind === 'database';
}

function isStack(row: ResourceRow): row is StackRow {
  return row.kind === 'stack';
}
