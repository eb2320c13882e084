import type { Application, Database } from '../generated/client';
import type { Pool } from '../pool';
import { type ListSource, listWorkloadRows, tagNames, type WorkloadFilter } from './list-workloads';

/**
 * What cards and palettes show of a workload. Rows leave as they are, so they have the names of the wire and its
 * timestamps: a summary is read far more often than a whole list, and copying it costs as much as reading it.
 */
interface WorkloadSummary {
  id: number;
  uuid: string;
  description: string | null;
  name: string;
  environment_id: number;
  environment_name: string;
  environment_uuid: string;
  project_name: string;
  project_uuid: string;
  server_name: string;
  server_id: number;
  server_uuid: string;
  status: string;
  tags: string[];
  created_at: string;
  updated_at: string;
}

export interface ApplicationSummary extends WorkloadSummary {
  build_pack: Application['buildPack'];
  docker_registry_image_name: string | null;
  docker_registry_image_tag: string | null;
  fqdn: string | null;
  git_branch: string | null;
  git_repository: string | null;
  source_kind: Application['sourceKind'];
}

export interface DatabaseSummary extends WorkloadSummary {
  engine: Database['engine'];
  image: string;
  is_public: boolean;
  public_port: number | null;
}

export interface StackSummary extends WorkloadSummary {
  service_type: string | null;
}

/** As `toTimestamp` of the API spells it. */
const stamp = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"000Z"')`;

/** @param own columns of the table of the kind, which is `a` in the statement */
function selectionOf(own: string): string {
  return `
  SELECT w.id, w.uuid, w.description, w.name, w.environment_id, e.name AS environment_name, e.uuid AS environment_uuid,
    p.name AS project_name, p.uuid AS project_uuid, s.id AS server_id, s.name AS server_name, s.uuid AS server_uuid, w.status,
    ${tagNames} AS tags, ${stamp('w.created_at')} AS created_at, ${stamp('w.updated_at')} AS updated_at, ${own}`;
}

const applications: ListSource = {
  kind: 'application',
  name: 'list-application-summaries',
  selection: selectionOf(`
    a.build_pack, a.docker_registry_image_name, a.docker_registry_image_tag, a.fqdn, a.git_branch, a.git_repository,
    a.source_kind`),
  resource: 'application',
  joins: ' JOIN applications a ON a.id = w.id',
};

const databases: ListSource = {
  kind: 'database',
  name: 'list-database-summaries',
  selection: selectionOf('a.engine, a.image, a.is_public, a.public_port'),
  resource: 'database',
  joins: ' JOIN databases a ON a.id = w.id',
};

const stacks: ListSource = {
  kind: 'stack',
  name: 'list-stack-summaries',
  selection: selectionOf('a.service_type'),
  resource: 'service',
  joins: ' JOIN stacks a ON a.id = w.id',
};

/** Oldest first. */
export function listApplicationSummaryRows(
  pool: Pool,
  filter: WorkloadFilter,
): Promise<ApplicationSummary[]> {
  return listWorkloadRows<ApplicationSummary>(pool, applications, filter);
}

/** Oldest first. */
export function listDatabaseSummaryRows(pool: Pool, filter: WorkloadFilter): Promise<DatabaseSummary[]> {
  return listWorkloadRows<DatabaseSummary>(pool, databases, filter);
}

/** Oldest first. */
export function listStackSummaryRows(pool: Pool, filter: WorkloadFilter): Promise<StackSummary[]> {
  return listWorkloadRows<StackSummary>(pool, stacks, filter);
}
