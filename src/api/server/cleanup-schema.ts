import { z } from 'zod';
import type { CleanupExecution } from '../../db/generated/client';
import { cleanupObject } from '../../domain/cleanup';
import { usedPercent } from '../../domain/disk-forecast';
import { cron } from '../../domain/input/time/cron';
import type { CleanupForecast } from '../../services/cleanup/forecast';
import type { CleanupSettings, MarkedCleanupSettings } from '../../services/cleanup/settings';
import { pathId } from '../wire/answers';
import { wireObject } from '../wire/object';
import { queryFlag } from '../wire/query';
import { timestamp, toTimestamp } from '../wire/timestamp';

const LOWEST_PERCENT = 1;
const HIGHEST_PERCENT = 99;

/** Settings of cleanups, in every response that contains them. */
export const cleanupSettingsMembers = {
  delete_unused_networks: z.boolean(),
  delete_unused_volumes: z.boolean(),
  disable_application_image_retention: z.boolean(),
  docker_cleanup_frequency: z.string(),
  docker_cleanup_threshold: z.int(),
  force_docker_cleanup: z.boolean(),
};

export const cleanupSettingsWire = wireObject({
  ...cleanupSettingsMembers,
  docker_cleanup_is_failing: z.boolean(),
  docker_cleanup_next_run_at: timestamp.nullable(),
}).meta({ id: 'DockerCleanupSettings' });

export const updateCleanupInput = z.strictObject({
  uuid: pathId,
  docker_cleanup_frequency: cron.optional().meta({ description: 'In UTC.' }),
  docker_cleanup_threshold: z.int().min(LOWEST_PERCENT).max(HIGHEST_PERCENT).optional(),
  force_docker_cleanup: z
    .boolean()
    .optional()
    .meta({ description: 'Whether scheduled cleanups run regardless of disk usage.' }),
  delete_unused_volumes: z.boolean().optional(),
  delete_unused_networks: z.boolean().optional(),
  disable_application_image_retention: z
    .boolean()
    .optional()
    .meta({ description: 'Keep only the running image. Earlier releases can no longer be rolled back to.' }),
});

const extent = {
  delete_unused_volumes: z.boolean().optional(),
  delete_unused_networks: z.boolean().optional(),
};

export const runCleanupInput = z.strictObject({ uuid: pathId, ...extent });

export const forecastCleanupInput = z.strictObject({
  uuid: pathId,
  delete_unused_volumes: queryFlag.optional(),
  delete_unused_networks: queryFlag.optional(),
});

/** Convert wire names to the service's names of what a single cleanup removes. */
export function toCleanupExtent(input: {
  delete_unused_volumes?: boolean | undefined;
  delete_unused_networks?: boolean | undefined;
}) {
  return { removesVolumes: input.delete_unused_volumes, removesNetworks: input.delete_unused_networks };
}

export function toCleanupChange(input: z.infer<typeof updateCleanupInput>) {
  return {
    cleanupFrequency: input.docker_cleanup_frequency,
    cleanupThreshold: input.docker_cleanup_threshold,
    isCleanupForced: input.force_docker_cleanup,
    removesUnusedVolumes: input.delete_unused_volumes,
    removesUnusedNetworks: input.delete_unused_networks,
    keepsCurrentImageOnly: input.disable_application_image_retention,
  };
}

export function toCleanupSettings(row: CleanupSettings) {
  return {
    delete_unused_networks: row.removesUnusedNetworks,
    delete_unused_volumes: row.removesUnusedVolumes,
    disable_application_image_retention: row.keepsCurrentImageOnly,
    docker_cleanup_frequency: row.cleanupFrequency,
    docker_cleanup_threshold: row.cleanupThreshold,
    force_docker_cleanup: row.isCleanupForced,
  };
}

export function toCleanupSettingsWire(row: MarkedCleanupSettings): z.infer<typeof cleanupSettingsWire> {
  return {
    ...toCleanupSettings(row),
    docker_cleanup_is_failing: row.isCleanupFailing,
    docker_cleanup_next_run_at: row.cleanupNextRunAt && toTimestamp(row.cleanupNextRunAt),
  };
}

/** What a cleanup would remove now. */
export const cleanupForecastWire = z.object({
  objects: z.array(cleanupObject),
  bytes: z.number().meta({ description: 'Bytes freed by removing all of these objects.' }),
  is_due: z.boolean().meta({ description: 'Whether a scheduled cleanup would remove them now.' }),
  disk: z
    .object({ total_bytes: z.number(), free_bytes: z.number(), used_percent: z.int() })
    .nullable()
    .meta({ description: 'Null: the server did not respond.' }),
  days_until_full: z
    .int()
    .nullable()
    .meta({ description: 'Null: too early to tell, or the disk is not filling up.' }),
  problem: z.string().nullable().meta({ description: 'Why the server did not respond.' }),
});

export function toCleanupForecast({
  objects,
  bytes,
  disk,
  daysUntilFull,
  isDue,
  problem,
}: CleanupForecast): z.infer<typeof cleanupForecastWire> {
  return {
    objects: objects.map(({ kind, name, reason, bytes }) => ({ kind, name, reason, bytes })),
    bytes,
    is_due: isDue,
    disk: disk && {
      total_bytes: disk.totalBytes,
      free_bytes: disk.freeBytes,
      used_percent: usedPercent(disk),
    },
    days_until_full: daysUntilFull,
    problem,
  };
}

/** Object `DockerCleanupExecution` of the contract, and what was removed. */
export const cleanupExecutionWire = z.object({
  uuid: z.string(),
  status: z.enum(['running', 'success', 'failed', 'missed']),
  cause: z.enum(['console', 'api', 'webhook', 'schedule', 'system']),
  message: z.string().nullable(),
  removed: z.array(cleanupObject),
  freed_bytes: z.number(),
  disk_used_percent_before: z.int().nullable(),
  disk_used_percent_after: z.int().nullable(),
  finished_at: timestamp.nullable(),
  created_at: timestamp,
  updated_at: timestamp,
});

export function toCleanupExecutionWire(row: CleanupExecution): z.infer<typeof cleanupExecutionWire> {
  return {
    uuid: row.uuid,
    status: row.status,
    cause: row.cause,
    message: row.message,
    removed: z.array(cleanupObject).parse(row.removed),
    freed_bytes: Number(row.freedBytes),
    disk_used_percent_before: row.diskUsedBefore,
    disk_used_percent_after: row.diskUsedAfter,
    finished_at: row.finishedAt && toTimestamp(row.finishedAt),
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}
