import { z } from 'zod';
import { hostAddress } from '../../domain/input/address/host-address';
import { networkPool } from '../../domain/input/address/network-pool';
import { port } from '../../domain/input/address/port';
import { hostKeyFingerprint } from '../../domain/input/credential/host-key-fingerprint';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import { cpuLimit, memoryLimit } from '../../domain/input/docker/limits';
import { proxyKind } from '../../domain/input/proxy-kind';
import { sshUser } from '../../domain/input/ssh-user';
import { cron } from '../../domain/input/time/cron';
import { timeZone } from '../../domain/input/time/time-zone';
import type { Permission } from '../../domain/permission/vocabulary';
import type { ServerChanges } from '../../services/servers/update';
import { pathId } from '../wire/answers';
import { queryFlag } from '../wire/query';

/** Field set SRV of the contract (coolify-api §2). */
const shared = {
  name: displayName.optional(),
  description: description.nullable().optional(),
  port: port.optional(),
  user: sshUser.optional(),
  is_build_server: z.boolean().optional(),
  instant_validate: z.boolean().optional().meta({ description: 'Needs the permission server:validate.' }),
  proxy_type: proxyKind.optional(),
};

export const createServerInput = z.strictObject({
  ...shared,
  ip: hostAddress,
  private_key_uuid: z.string(),
  host_key_fingerprint: hostKeyFingerprint
    .optional()
    .meta({ description: 'Host key confirmed in advance. The first validation accepts no other key.' }),
});

/** Field set SRV+: the fields of an update. */
export const updateServerInput = z.strictObject({
  uuid: pathId,
  ...shared,
  ip: hostAddress.optional(),
  private_key_uuid: z.string().optional(),
  concurrent_builds: z.int().min(1).max(100).optional(),
  dynamic_timeout: z.int().min(1).max(86_400).optional(),
  deployment_queue_limit: z.int().min(1).max(10_000).optional(),
  server_disk_usage_notification_threshold: z.int().min(1).max(100).optional(),
  server_disk_usage_check_frequency: cron.optional(),
  connection_timeout: z.int().min(1).max(300).optional(),
  server_timezone: timeZone.optional().meta({
    description: 'Time zone of scheduled tasks on this server that have none of their own.',
  }),
  is_terminal_enabled: z.boolean().optional(),
  network_pool: networkPool.optional().meta({
    description: 'Private IPv4 range from which networks on this server get their subnets.',
  }),
  build_limits_memory: memoryLimit
    .optional()
    .meta({ description: 'Limit for each build on this server; 0: none.' }),
  build_limits_cpus: cpuLimit
    .optional()
    .meta({ description: 'Limit for each build on this server; 0: none.' }),
});

export const validateServerInput = z.strictObject({ uuid: pathId, install: queryFlag.optional() });

export const scanHostKeyInput = z.strictObject({ ip: hostAddress, port: port.default(22) });

export const acceptHostKeyInput = z.strictObject({ uuid: pathId, fingerprint: hostKeyFingerprint });

/** The permissions that `instant_validate` needs beyond the creation or the change itself. */
export function furtherPermissions({
  instant_validate,
}: {
  instant_validate?: boolean | undefined;
}): readonly Permission[] {
  return instant_validate ? ['server:validate'] : [];
}

/** Convert wire names to the service's names. Fields that were not sent stay undefined and are not changed. */
export function toServerChanges(input: Omit<z.output<typeof updateServerInput>, 'uuid'>): ServerChanges {
  return {
    name: input.name,
    description: input.description,
    ip: input.ip,
    port: input.port,
    user: input.user,
    privateKeyUuid: input.private_key_uuid,
    isBuildServer: input.is_build_server,
    proxyKind: input.proxy_type,
    concurrentBuilds: input.concurrent_builds,
    dynamicTimeout: input.dynamic_timeout,
    deploymentQueueLimit: input.deployment_queue_limit,
    connectionTimeout: input.connection_timeout,
    diskUsageThreshold: input.server_disk_usage_notification_threshold,
    diskUsageCheckFrequency: input.server_disk_usage_check_frequency,
    timeZone: input.server_timezone,
    isTerminalEnabled: input.is_terminal_enabled,
    networkPool: input.network_pool,
    buildLimitsMemory: input.build_limits_memory,
    buildLimitsCpus: input.build_limits_cpus,
    validateNow: input.instant_validate ?? false,
  };
}
