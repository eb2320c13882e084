import { z } from 'zod';
import { sensitive } from '../../domain/sensitive';
import type { StackRow } from '../../services/stacks/list';
import type { ComposeTexts } from '../../services/stacks/sealed';
import { wireObject } from '../wire/object';
import { timestamp, toPlainTimestamp, toTimestamp } from '../wire/timestamp';
import { componentWire, toComponentWire } from './component-schema';

const text = z.string().nullable();

/** What every list and page shows. */
const identity = {
  id: z.int(),
  uuid: z.string(),
  name: z.string(),
  description: text,
  environment_id: z.int(),
  environment_name: z.string(),
  environment_uuid: z.string(),
  project_name: z.string(),
  project_uuid: z.string(),
  server_id: z.int(),
  server_name: z.string(),
  server_uuid: z.string(),
  service_type: text,
  status: z.string(),
  tags: z.array(z.string()),
  created_at: timestamp,
  updated_at: timestamp,
};

const details = {
  applications: z.array(componentWire),
  config_hash: text,
  connect_to_docker_network: z.boolean(),
  databases: z.array(componentWire),
  deleted_at: text,
  destination_id: z.int(),
  destination_type: z.string(),
  destination_uuid: z.string(),
  docker_compose: sensitive(text),
  docker_compose_raw: sensitive(text),
  ignore_unknown_keys: z.boolean(),
  is_container_label_escape_enabled: z.boolean(),
  is_container_label_readonly_enabled: z.boolean(),
  is_from_repository: z.boolean(),
  last_online_at: text,
};

/** An item of the list; with `?summary=1` only what cards and palettes show. */
export const stackListItem = wireObject({ ...identity, ...z.object(details).partial().shape }).meta({
  id: 'ServiceListItem',
});

/** One stack. */
export const stackWire = wireObject({ ...identity, ...details }).meta({ id: 'Service' });

type Summary = z.infer<z.ZodObject<typeof identity>>;

/** Opens the texts of a stack; null: the caller may not see them. */
export type OpenTexts = (row: StackRow) => ComposeTexts | null;

export function toStackSummary(row: StackRow): Summary {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    description: row.description,
    environment_id: row.environmentId,
    environment_name: row.environmentName,
    environment_uuid: row.environmentUuid,
    project_name: row.projectName,
    project_uuid: row.projectUuid,
    server_id: row.serverId,
    server_name: row.serverName,
    server_uuid: row.serverUuid,
    service_type: row.serviceType,
    status: row.status,
    tags: row.tagNames,
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}

/** @param open returns null for callers who may not see secrets: redaction omits them */
export function toStackWire(row: StackRow, open: OpenTexts): z.infer<typeof stackWire> {
  const texts = open(row);
  const components = (kind: 'application' | 'database') =>
    row.components.filter((each) => each.kind === kind).map((each) => toComponentWire(each));
  return {
    applications: components('application'),
    config_hash: row.configHash,
    connect_to_docker_network: row.connectToDockerNetwork,
    databases: components('database'),
    deleted_at: row.deletingAt === null ? null : toTimestamp(row.deletingAt),
    destination_id: row.destinationId,
    destination_type: 'App\\Models\\StandaloneDocker', // Coolify's responses contain the class name
    destination_uuid: row.destinationUuid,
    docker_compose: texts?.resolved ?? null,
    docker_compose_raw: texts?.raw ?? null,
    ignore_unknown_keys: row.ignoreUnknownKeys,
    is_container_label_escape_enabled: row.isContainerLabelEscapeEnabled,
    is_container_label_readonly_enabled: false,
    is_from_repository: row.checkout !== null,
    last_online_at: row.lastOnlineAt === null ? null : toPlainTimestamp(row.lastOnlineAt),
    ...toStackSummary(row),
  };
}
