import { z } from 'zod';
import type { Component } from '../../db/generated/client';
import { sensitive } from '../../domain/sensitive';
import type { ServiceUrls } from '../../services/stacks/public-port';
import { wireObject } from '../wire/object';
import { timestamp, toPlainTimestamp, toTimestamp } from '../wire/timestamp';

const text = z.string().nullable();

/** An application or a database of a stack. */
export const componentWire = wireObject({
  id: z.int(),
  uuid: z.string(),
  name: z.string(),
  description: text,
  exclude_from_status: z.boolean(),
  fqdn: text,
  human_name: text,
  image: z.string(),
  is_gzip_enabled: z.boolean(),
  is_log_drain_enabled: z.boolean(),
  is_public: z.boolean(),
  is_stripprefix_enabled: z.boolean(),
  last_online_at: text,
  noindex_domains: z.array(z.string()),
  public_port: z.int().nullable(),
  public_port_timeout: z.int(),
  service_id: z.int(),
  status: z.string(),
  created_at: timestamp,
  updated_at: timestamp,
}).meta({ id: 'ServiceComponent' });

/** A database of a stack, with the addresses to connect to it. */
export const serviceDatabaseWire = wireObject({
  ...componentWire.shape,
  internal_db_url: sensitive(text),
  external_db_url: sensitive(text),
}).meta({ id: 'ServiceDatabase' });

export function toServiceDatabaseWire(
  row: Component,
  urls: ServiceUrls | undefined,
): z.infer<typeof serviceDatabaseWire> {
  return {
    ...toComponentWire(row),
    internal_db_url: urls?.internal ?? null,
    external_db_url: urls?.external ?? null,
  };
}

export function toComponentWire(row: Component): z.infer<typeof componentWire> {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    description: row.description,
    exclude_from_status: row.isExcludedFromStatus,
    fqdn: row.fqdn,
    human_name: row.humanName,
    image: row.imageOverride ?? row.image,
    is_gzip_enabled: row.isGzipEnabled,
    is_log_drain_enabled: row.isLogDrainEnabled,
    is_public: row.isPublic,
    is_stripprefix_enabled: row.isStripprefixEnabled,
    last_online_at: row.lastOnlineAt === null ? null : toPlainTimestamp(row.lastOnlineAt),
    noindex_domains: row.noindexDomains?.split(',') ?? [],
    public_port: row.publicPort,
    public_port_timeout: row.publicPortTimeout,
    service_id: row.workloadId,
    status: row.status,
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}
