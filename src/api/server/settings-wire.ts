import { z } from 'zod';
import { sensitive } from '../../domain/sensitive';
import type { ServerRow } from '../../services/servers/list';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';
import { cleanupSettingsMembers, toCleanupSettings } from './cleanup-schema';

/**
 * Members without a feature in this release, sent as off or empty because clients read every member of the contract.
 */
const absent = {
  force_disabled: z.boolean(),
  force_server_cleanup: z.boolean(),
  is_cloudflare_tunnel: z.boolean(),
  is_jump_server: z.boolean(),
  is_logdrain_axiom_enabled: z.boolean(),
  is_logdrain_custom_enabled: z.boolean(),
  is_logdrain_highlight_enabled: z.boolean(),
  is_logdrain_newrelic_enabled: z.boolean(),
  is_metrics_enabled: z.boolean(),
  is_sentinel_enabled: z.boolean(),
  is_swarm_manager: z.boolean(),
  is_swarm_worker: z.boolean(),
  logdrain_axiom_api_key: sensitive(z.string().nullable()),
  logdrain_axiom_dataset_name: z.string().nullable(),
  logdrain_custom_config: sensitive(z.string().nullable()),
  logdrain_custom_config_parser: sensitive(z.string().nullable()),
  logdrain_highlight_project_id: z.string().nullable(),
  logdrain_newrelic_base_uri: z.string().nullable(),
  logdrain_newrelic_license_key: sensitive(z.string().nullable()),
  sentinel_custom_url: sensitive(z.string().nullable()),
  sentinel_metrics_history_days: z.int(),
  sentinel_metrics_refresh_rate_seconds: z.int(),
  sentinel_token: sensitive(z.string().nullable()),
};

/** Object `ServerSetting` of the contract. */
export const serverSettingsWire = wireObject({
  ...absent,
  id: z.int(),
  ...cleanupSettingsMembers,
  build_limits_cpus: z.string(),
  build_limits_memory: z.string(),
  concurrent_builds: z.int(),
  connection_timeout: z.int(),
  deployment_queue_limit: z.int(),
  docker_cleanup_is_failing: z.boolean(),
  dynamic_timeout: z.int(),
  is_build_server: z.boolean(),
  is_reachable: z.boolean(),
  is_terminal_enabled: z.boolean(),
  is_usable: z.boolean(),
  network_pool: z.string(),
  server_disk_usage_check_frequency: z.string(),
  server_disk_usage_notification_threshold: z.int(),
  server_id: z.int(),
  server_timezone: z.string(),
  wildcard_domain: z.string().nullable(),
  created_at: timestamp,
  updated_at: timestamp,
}).meta({ id: 'ServerSettings' });

/** The contract's defaults (coolify-api §2; deployment contract §19). */
const absentValues: z.infer<z.ZodObject<typeof absent>> = {
  force_disabled: false,
  force_server_cleanup: false,
  is_cloudflare_tunnel: false,
  is_jump_server: false,
  is_logdrain_axiom_enabled: false,
  is_logdrain_custom_enabled: false,
  is_logdrain_highlight_enabled: false,
  is_logdrain_newrelic_enabled: false,
  is_metrics_enabled: false,
  is_sentinel_enabled: false,
  is_swarm_manager: false,
  is_swarm_worker: false,
  logdrain_axiom_api_key: null,
  logdrain_axiom_dataset_name: null,
  logdrain_custom_config: null,
  logdrain_custom_config_parser: null,
  logdrain_highlight_project_id: null,
  logdrain_newrelic_base_uri: null,
  logdrain_newrelic_license_key: null,
  sentinel_custom_url: null,
  sentinel_metrics_history_days: 7,
  sentinel_metrics_refresh_rate_seconds: 10,
  sentinel_token: null,
};

export interface Reachability {
  is_reachable: boolean;
  is_usable: boolean;
}

export function toServerSettings(row: ServerRow, found: Reachability): z.infer<typeof serverSettingsWire> {
  return {
    id: row.id, // one settings row per server
    build_limits_cpus: row.buildLimitsCpus,
    build_limits_memory: row.buildLimitsMemory,
    concurrent_builds: row.concurrentBuilds,
    connection_timeout: row.connectionTimeout,
    deployment_queue_limit: row.deploymentQueueLimit,
    docker_cleanup_is_failing: row.isCleanupFailing,
    dynamic_timeout: row.dynamicTimeout,
    is_build_server: row.isBuildServer,
    is_terminal_enabled: row.isTerminalEnabled,
    network_pool: row.networkPool,
    server_disk_usage_check_frequency: row.diskUsageCheckFrequency,
    server_disk_usage_notification_threshold: row.diskUsageThreshold,
    server_id: row.id,
    server_timezone: row.timeZone,
    wildcard_domain: row.wildcardDomain,
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
    // Last: V8 builds a long literal slowly when a spread is before it.
    ...absentValues,
    ...found,
    ...toCleanupSettings(row),
  };
}
