import { z } from 'zod';
import { isFailing } from '../../domain/failing-schedule';
import { singleLine } from '../../domain/input/text';
import { cron } from '../../domain/input/time/cron';
import type { ScheduleChange } from '../../services/backups/change';
import type { BackupScheduleRow } from '../../services/backups/list';
import { timestamp, toTimestamp } from '../wire/timestamp';
import { executionWire, toExecutionWire } from '../workload/backup-execution-schema';

const MAX_NAMES = 4096;

const amount = z.number().int().min(0).max(100_000).optional().meta({ description: '0: no limit.' });
const gigabytes = z
  .number()
  .min(0)
  .max(1_000_000)
  .optional()
  .meta({ description: 'Gigabytes; 0: no limit.' });

/** The field set BK of coolify-api §2. */
const fields = {
  enabled: z.boolean().optional(),
  save_s3: z.boolean().optional(),
  s3_storage_uuid: z.string().nullish(),
  databases_to_backup: singleLine(MAX_NAMES).nullish().meta({
    description: 'Names separated by commas. For MongoDB also name:collection,collection, separated by |.',
  }),
  dump_all: z.boolean().optional(),
  backup_now: z.boolean().optional().meta({ description: 'Needs the permission backup:run.' }),
  timeout: z.number().int().min(60).max(36_000).optional(),
  drill_frequency: cron.nullish().meta({
    description:
      'How often the newest backup is restored into a temporary database and its rows are counted; null: never. Default: weekly.',
  }),
  database_backup_retention_amount_locally: amount,
  database_backup_retention_days_locally: amount,
  database_backup_retention_max_storage_locally: gigabytes,
  database_backup_retention_amount_s3: amount,
  database_backup_retention_days_s3: amount,
  database_backup_retention_max_storage_s3: gigabytes,
};

export const createBackupFields = { frequency: cron, ...fields };
export const updateBackupFields = { frequency: cron.optional(), ...fields };

type Input = z.output<z.ZodObject<typeof updateBackupFields>>;

export function toScheduleChange(input: Input): ScheduleChange {
  return {
    frequency: input.frequency,
    isEnabled: input.enabled,
    // An empty text means the database in the settings again.
    databases: input.databases_to_backup === '' ? null : input.databases_to_backup,
    isOfAll: input.dump_all,
    timeout: input.timeout,
    drillFrequency: input.drill_frequency,
    savesToS3: input.save_s3,
    // Clients send an empty text if there is no storage.
    s3StorageUuid: input.s3_storage_uuid === '' ? null : input.s3_storage_uuid,
    keepAmount: input.database_backup_retention_amount_locally,
    keepDays: input.database_backup_retention_days_locally,
    keepGigabytes: input.database_backup_retention_max_storage_locally,
    keepAmountS3: input.database_backup_retention_amount_s3,
    keepDaysS3: input.database_backup_retention_days_s3,
    keepGigabytesS3: input.database_backup_retention_max_storage_s3,
  };
}

export const scheduleWire = z
  .object({
    uuid: z.string(),
    created_at: timestamp,
    database_backup_retention_amount_locally: z.number(),
    database_backup_retention_amount_s3: z.number(),
    database_backup_retention_days_locally: z.number(),
    database_backup_retention_days_s3: z.number(),
    database_backup_retention_max_storage_locally: z.number(),
    database_backup_retention_max_storage_s3: z.number(),
    databases_to_backup: z.string().nullable(),
    dump_all: z.boolean(),
    enabled: z.boolean(),
    executions: z.array(executionWire).meta({ description: 'The ten newest.' }),
    frequency: z.string(),
    is_failing: z.boolean(),
    next_run_at: timestamp.nullable(),
    drill_frequency: z.string().nullable(),
    next_drill_at: timestamp.nullable(),
    last_proven_at: timestamp.nullable().meta({ description: 'Of any of its backups.' }),
    drill_error: z
      .string()
      .nullable()
      .meta({ description: 'Why the last restore drill failed or was missed.' }),
    s3_storage_uuid: z.string().nullable(),
    save_s3: z.boolean(),
    timeout: z.number(),
    updated_at: timestamp,
  })
  .meta({ id: 'BackupSchedule' });

export function toScheduleWire(row: BackupScheduleRow): z.infer<typeof scheduleWire> {
  return {
    uuid: row.uuid,
    created_at: toTimestamp(row.createdAt),
    database_backup_retention_amount_locally: row.keepAmount,
    database_backup_retention_amount_s3: row.keepAmountS3,
    database_backup_retention_days_locally: row.keepDays,
    database_backup_retention_days_s3: row.keepDaysS3,
    database_backup_retention_max_storage_locally: row.keepGigabytes,
    database_backup_retention_max_storage_s3: row.keepGigabytesS3,
    databases_to_backup: row.databases,
    dump_all: row.isOfAll,
    enabled: row.isEnabled,
    executions: row.executions.map(toExecutionWire),
    frequency: row.frequency,
    is_failing: isFailing(row.runs),
    next_run_at: row.nextRunAt && toTimestamp(row.nextRunAt),
    drill_frequency: row.drillFrequency,
    next_drill_at: row.nextDrillAt && toTimestamp(row.nextDrillAt),
    last_proven_at: row.lastProvenAt && toTimestamp(row.lastProvenAt),
    drill_error: row.drillError,
    s3_storage_uuid: row.s3Storage?.uuid ?? null,
    save_s3: row.savesToS3,
    timeout: row.timeout,
    updated_at: toTimestamp(row.updatedAt),
  };
}
