import { z } from 'zod';
import { beyondNames } from '../../domain/sensitive';
import { serverStates } from '../../domain/states';
import { isThisMachine } from '../../services/servers/is-this-machine';
import type { ServerRow } from '../../services/servers/list';
import type { ServerResource } from '../../services/servers/resources';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';
import { serverResourceWire, toServerResource } from './resource-wire';
import { serverSettingsWire, toServerSettings } from './settings-wire';

const members = {
  id: z.int(),
  uuid: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  high_disk_usage_notification_sent: z.boolean(),
  host_key_fingerprint: beyondNames(
    z.string().nullable().meta({ description: 'Pinned or expected host key.' }),
  ),
  ip: beyondNames(z.string()),
  is_coolify_host: z.boolean(),
  is_reachable: z.boolean(),
  is_usable: z.boolean(),
  log_drain_notification_sent: z.boolean(),
  port: beyondNames(z.int()),
  presented_host_key_fingerprint: beyondNames(
    z.string().nullable().meta({
      description:
        'A different key that the machine presented. The server is blocked until an owner accepts it.',
    }),
  ),
  private_key_uuid: beyondNames(z.string()),
  proxy: wireObject({ type: z.string(), status: z.string() }),
  proxy_type: z.enum(['traefik', 'caddy', 'none']),
  settings: serverSettingsWire,
  state: z.enum(serverStates),
  swarm_cluster: z.string().nullable(),
  unreachable_count: z.int(),
  unreachable_notification_sent: z.boolean(),
  user: beyondNames(z.string()),
  validation_logs: beyondNames(z.string().nullable()),
  created_at: timestamp,
  updated_at: timestamp,
};

/** Object `Server` of the contract. */
export const serverWire = wireObject(members).meta({ id: 'Server' });

/** A server with its resources, for `?resources=1`. */
export const serverWithResources = wireObject({
  ...members,
  resources: z.array(serverResourceWire).optional(),
}).meta({ id: 'ServerWithResources' });

export function toServerWire(row: ServerRow): z.infer<typeof serverWire> {
  const found = {
    // An invalid server was reached, but something on it is missing.
    is_reachable: row.state === 'usable' || row.state === 'invalid',
    is_usable: row.state === 'usable',
  };
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    description: row.description,
    high_disk_usage_notification_sent: row.isDiskWarningSent,
    host_key_fingerprint: row.hostKeyFingerprint,
    ip: row.ip,
    is_coolify_host: isThisMachine(row),
    log_drain_notification_sent: false,
    port: row.port,
    presented_host_key_fingerprint: row.presentedHostKeyFingerprint,
    private_key_uuid: row.privateKeyUuid,
    proxy: { type: row.proxyKind.toUpperCase(), status: row.proxyStatus },
    proxy_type: row.proxyKind,
    settings: toServerSettings(row, found),
    state: row.state,
    swarm_cluster: null,
    unreachable_count: row.unreachableCount,
    unreachable_notification_sent: false,
    user: row.user,
    validation_logs: row.validationLogs,
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
    // Last: V8 builds a long literal slowly when a spread is before it.
    ...found,
  };
}

export function toServerWithResources(
  row: ServerRow,
  resources: readonly ServerResource[] | null,
): z.infer<typeof serverWithResources> {
  return { ...toServerWire(row), ...(resources ? { resources: resources.map(toServerResource) } : {}) };
}
