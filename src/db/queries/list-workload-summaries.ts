import type { DatabaseType } from '../../domain/database/engines';
import type { JsonText } from '../../domain/json-text';
import type { Application } from '../generated/client';
import type { Pool } from '../pool';
import { stamp } from '../stamp';
import { wireSelection } from '../wire-selection';
import { type ListSource, listWorkloadJson, tagNames, type WorkloadFilter } from './list-workloads';

/** What cards and palettes show of a workload, in the wire format: rows are sent unchanged. */
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
  type: DatabaseType;
  database_type: DatabaseType;
  image: string;
  is_public: boolean;
  public_port: number | null;
}

export interface StackSummary extends WorkloadSummary {
  service_type: string | null;
}

/** @param own columns of the kind's table, which is `a` in the statement */
function selectionOf(own: Readonly<Record<string, string>>): string {
  return `SELECT ${wireSelection({
    id: 'w.id',
    uuid: 'w.uuid',
    description: 'w.description',
    name: 'w.name',
    environment_id: 'w.environment_id',
    environment_name: 'e.name',
    environment_uuid: 'e.uuid',
    project_name: 'p.name',
    project_uuid: 'p.uuid',
    server_id: 's.id',
    server_name: 's.name',
    server_uuid: 's.uuid',
    status: 'w.status',
    tags: tagNames,
    created_at: stamp('w.created_at'),
    updated_at: stamp('w.updated_at'),
    ...own,
  })}`;
}

const applications: ListSource = {
  kind: 'application',
  name: 'list-application-summaries',
  selection: selectionOf({
    build_pack: 'a.build_pack',
    docker_registry_image_name: 'a.docker_registry_image_name',
    docker_registry_image_tag: 'a.docker_registry_image_tag',
    fqdn: 'a.fqdn',
    git_branch: 'a.git_branch',
    git_repository: 'a.git_repository',
    source_kind: 'a.source_kind',
  }),
  resource: 'application',
  joins: ' JOIN applications a ON a.id = w.id',
};

const typeOfDatabase = `'standalone-' || a.engine`;

const databases: ListSource = {
  kind: 'database',
  name: 'list-database-summaries',
  selection: selectionOf({
    database_type: typeOfDatabase,
    image: 'a.image',
    is_public: 'a.is_public',
    public_port: 'a.public_port',
    type: typeOfDatabase,
  }),
  resource: 'database',
  joins: ' JOIN databases a ON a.id = w.id',
};

const stacks: ListSource = {
  kind: 'stack',
  name: 'list-stack-summaries',
  selection: selectionOf({ service_type: 'a.service_type' }),
  resource: 'service',
  joins: ' JOIN stacks a ON a.id = w.id',
};

/** List applications, oldest first. */
export function listApplicationSummaryJson(
  pool: Pool,
  filter: WorkloadFilter,
): Promise<JsonText<ApplicationSummary[]>> {
  return listWorkloadJson<ApplicationSummary>(pool, applications, filter);
}

/** List databases, oldest first. */
export function listDatabaseSummaryJson(
  pool: Pool,
  filter: WorkloadFilter,
): Promise<JsonText<DatabaseSummary[]>> {
  return listWorkloadJson<DatabaseSummary>(pool, databases, filter);
}

/** List stacks, oldest first. */
export function listStackSummaryJson(pool: Pool, filter: WorkloadFilter): Promise<JsonText<StackSummary[]>> {
  return listWorkloadJson<StackSummary>(pool, stacks, filter);
}
