import { z } from 'zod';
import { databaseEngines } from '../../domain/database/engines';
import type { DatabaseValues } from '../../domain/database/field';
import { wireValues } from '../../domain/database/values';
import { isSensitive, sensitive } from '../../domain/sensitive';
import type { DatabaseRow } from '../../services/databases/list';
import { type DatabaseUrls, urlsOf } from '../../services/databases/settings';
import { engineOf, plainValues } from '../../services/databases/values';
import { wireObject } from '../wire/object';
import { summaryList } from '../wire/summary-list';
import { timestamp, toPlainTimestamp, toTimestamp } from '../wire/timestamp';
import { allFields, type EngineFieldName } from './fields';

const text = z.string().nullable();
const types = Object.values(databaseEngines).map(({ type }) => type);

/** Fields that every list and page shows. */
const identity = {
  id: z.int(),
  uuid: z.string(),
  name: z.string(),
  description: text,
  database_type: z.enum(types),
  environment_id: z.int(),
  environment_name: z.string(),
  environment_uuid: z.string(),
  image: z.string(),
  is_public: z.boolean(),
  project_name: z.string(),
  project_uuid: z.string(),
  public_port: z.int().nullable(),
  server_id: z.int(),
  server_name: z.string(),
  server_uuid: z.string(),
  status: z.string(),
  tags: z.array(z.string()),
  type: z.enum(types),
  created_at: timestamp,
  updated_at: timestamp,
};

const engineMembers = Object.fromEntries(
  Object.entries(allFields()).map(([name, { isSecret }]) => [
    name,
    isSecret ? sensitive(text) : text.optional(),
  ]),
) as Record<EngineFieldName, z.ZodOptional<typeof text>>; // `fromEntries` forgets the names

const details = {
  ...engineMembers,
  certificate_expires_at: timestamp.nullable(),
  config_hash: text,
  custom_docker_run_options: text,
  deleted_at: text,
  destination_id: z.int(),
  destination_type: z.string(),
  destination_uuid: z.string(),
  enable_ssl: z.boolean(),
  external_db_url: sensitive(text),
  health_check_enabled: z.boolean(),
  health_check_interval: z.int(),
  health_check_retries: z.int(),
  health_check_start_period: z.int(),
  health_check_timeout: z.int(),
  internal_db_url: sensitive(text),
  is_log_drain_enabled: z.boolean(),
  last_online_at: text,
  limits_cpu_shares: z.int(),
  limits_cpus: z.string(),
  limits_cpuset: text,
  limits_memory: z.string(),
  limits_memory_reservation: z.string(),
  limits_memory_swap: z.string(),
  limits_memory_swappiness: z.int(),
  ports_mappings: text,
  public_port_timeout: z.int(),
  ssl_mode: text,
};

/** An item of a list; with `?summary=1` only what cards and palettes show. */
export const databaseListItem = wireObject({ ...identity, ...z.object(details).partial().shape }).meta({
  id: 'DatabaseListItem',
});

export const databaseList = summaryList(databaseListItem, wireObject(identity), 'destination_id');

/** One database, with the members of its own engine. */
export const databaseWire = wireObject({ ...identity, ...details }).meta({ id: 'Database' });

type Summary = z.infer<z.ZodObject<typeof identity>>;

/** Opens all values of a database; null: the caller may not see its secrets. */
export type OpenValues = (row: DatabaseRow) => DatabaseValues | null;

function typeOf(engine: string): Summary['type'] {
  const { type } = engineOf(engine);
  return types.find((each) => each === type) ?? 'standalone-postgresql';
}

function toIdentity(row: DatabaseRow): Summary {
  const type = typeOf(row.engine);
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    description: row.description,
    database_type: type,
    environment_id: row.environmentId,
    environment_name: row.environmentName,
    environment_uuid: row.environmentUuid,
    image: row.image,
    is_public: row.isPublic,
    project_name: row.projectName,
    project_uuid: row.projectUuid,
    public_port: row.publicPort,
    server_id: row.serverId,
    server_name: row.serverName,
    server_uuid: row.serverUuid,
    status: row.status,
    tags: row.tagNames,
    type,
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}

/** @param open returns null for callers who may not see secrets: redaction omits them */
export function toDatabaseWire(row: DatabaseRow, open: OpenValues): z.infer<typeof databaseWire> {
  const values = open(row);
  const urls: DatabaseUrls = values ? urlsOf(row, values) : { internal: '', external: null };
  return {
    certificate_expires_at: row.certificateExpiresAt && toTimestamp(row.certificateExpiresAt),
    config_hash: row.configHash,
    custom_docker_run_options: null,
    deleted_at: row.deletingAt === null ? null : toTimestamp(row.deletingAt),
    destination_id: row.destinationId,
    destination_type: 'App\\Models\\StandaloneDocker', // Coolify's responses contain the class name
    destination_uuid: row.destinationUuid,
    enable_ssl: row.enableSsl,
    external_db_url: urls.external,
    health_check_enabled: row.healthCheckEnabled,
    health_check_interval: row.healthCheckInterval,
    health_check_retries: row.healthCheckRetries,
    health_check_start_period: row.healthCheckStartPeriod,
    health_check_timeout: row.healthCheckTimeout,
    internal_db_url: urls.internal,
    is_log_drain_enabled: false,
    last_online_at: row.lastOnlineAt === null ? null : toPlainTimestamp(row.lastOnlineAt),
    limits_cpu_shares: row.limitsCpuShares,
    limits_cpus: row.limitsCpus,
    limits_cpuset: row.limitsCpuset,
    limits_memory: row.limitsMemory,
    limits_memory_reservation: row.limitsMemoryReservation,
    limits_memory_swap: row.limitsMemorySwap,
    limits_memory_swappiness: row.limitsMemorySwappiness,
    ports_mappings: null,
    public_port_timeout: row.publicPortTimeout,
    ssl_mode: row.sslMode ?? engineOf(row.engine).sslMode,
    ...wireValues(engineOf(row.engine).fields, values ?? plainValues(row)),
    ...toIdentity(row),
  };
}

const secretNames = Object.entries(details)
  .filter(([, field]) => isSensitive(field))
  .map(([name]) => name);

/**
 * Convert an item of a list that is redacted for another resource: secrets that were not opened are omitted here.
 * @param redactedFields receives the names of the omitted members
 */
export function toDatabaseListItem(
  row: DatabaseRow,
  open: OpenValues,
  redactedFields: Set<string>,
): z.infer<typeof databaseListItem> {
  const wire = toDatabaseWire(row, open);
  if (open(row) !== null) return wire;
  const left = secretNames.filter((name) => name in wire);
  for (const name of left) redactedFields.add(name);
  const shown: z.infer<typeof databaseListItem> = { ...wire };
  for (const name of left) Reflect.deleteProperty(shown, name);
  return shown;
}
