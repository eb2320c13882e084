import { z } from 'zod';
import { isFailing } from '../../domain/failing-schedule';
import { cron } from '../../domain/input/time/cron';
import { storageTypeOf } from '../../domain/storage';
import type { BackupScheduleRow } from '../../services/volume-backups/find';
import type { SetVolumeSchedule, VolumeScheduleFields } from '../../services/volume-backups/set';
import { timestamp, toTimestamp } from '../wire/timestamp';
import { executionWire, toExecutionWire } from './backup-execution-schema';

const MAX_AMOUNT = 10_000;
const MAX_DAYS = 2_147_483_647;
const MAX_GIGABYTES = 9_999_999_999;
const KEPT = 7;

const noLimit = { description: '0: no limit.' };
const amount = z.int().min(0).max(MAX_AMOUNT).default(KEPT).meta(noLimit);
const days = z.int().min(0).max(MAX_DAYS).default(0).meta(noLimit);
const gigabytes = z
  .number()
  .min(0)
  .max(MAX_GIGABYTES)
  .default(0)
  .meta({ description: 'Gigabytes; 0: no limit.' });

/** The field set VB of coolify-api §2. */
export const volumeScheduleFields = {
  frequency: cron,
  enabled: z.boolean().default(true),
  save_s3: z.boolean().default(false),
  disable_local_backup: z
    .boolean()
    .default(false)
    .meta({ description: 'Remove the archive from the server once it has been copied to S3.' }),
  stop_during_backup: z
    .boolean()
    .default(false)
    .meta({ description: 'Stop the containers that use the storage during the backup.' }),
  s3_storage_uuid: z.string().nullish(),
  retention_amount_locally: amount,
  retention_days_locally: days,
  retention_max_storage_locally: gigabytes,
  retention_amount_s3: amount,
  retention_days_s3: days,
  retention_max_storage_s3: gigabytes,
  timeout: z.int().min(60).max(36_000).default(3600),
};

export function toVolumeScheduleFields(
  input: z.output<z.ZodObject<typeof volumeScheduleFields>>,
): VolumeScheduleFields {
  return {
    frequency: input.frequency,
    isEnabled: input.enabled,
    savesToS3: input.save_s3,
    keepsLocal: !input.disable_local_backup,
    stopsWorkload: input.stop_during_backup,
    s3StorageUuid: input.s3_storage_uuid || null, // clients send an empty text if there is no storage
    keepAmount: input.retention_amount_locally,
    keepDays: input.retention_days_locally,
    keepGigabytes: input.retention_max_storage_locally,
    keepAmountS3: input.retention_amount_s3,
    keepDaysS3: input.retention_days_s3,
    keepGigabytesS3: input.retention_max_storage_s3,
    timeout: input.timeout,
  };
}

const scheduleShape = {
  uuid: z.string(),
  storage_uuid: z.string(),
  frequency: z.string(),
  enabled: z.boolean(),
  save_s3: z.boolean(),
  disable_local_backup: z.boolean(),
  stop_during_backup: z.boolean(),
  s3_storage_uuid: z.string().nullable(),
  retention_amount_locally: z.int(),
  retention_days_locally: z.int(),
  retention_max_storage_locally: z.number(),
  retention_amount_s3: z.int(),
  retention_days_s3: z.int(),
  retention_max_storage_s3: z.number(),
  timeout: z.int(),
};

export const volumeScheduleSet = z
  .object({ ...scheduleShape, message: z.string(), storage_type: z.enum(['persistent', 'directory']) })
  .meta({ id: 'VolumeBackupScheduleResponse' });

export const volumeSchedule = z
  .object({
    ...scheduleShape,
    executions: z.array(executionWire).meta({ description: 'The twenty newest.' }),
    is_failing: z.boolean(),
    next_run_at: timestamp.nullable(),
  })
  .meta({ id: 'VolumeBackupSchedule' });

function toShape(row: SetVolumeSchedule['schedule'], s3StorageUuid: string | null) {
  return {
    uuid: row.uuid,
    storage_uuid: row.storageUuid ?? '',
    frequency: row.frequency,
    enabled: row.isEnabled,
    save_s3: row.savesToS3,
    disable_local_backup: !row.keepsLocal,
    stop_during_backup: row.stopsWorkload,
    s3_storage_uuid: s3StorageUuid,
    retention_amount_locally: row.keepAmount,
    retention_days_locally: row.keepDays,
    retention_max_storage_locally: row.keepGigabytes,
    retention_amount_s3: row.keepAmountS3,
    retention_days_s3: row.keepDaysS3,
    retention_max_storage_s3: row.keepGigabytesS3,
    timeout: row.timeout,
  };
}

export function toVolumeScheduleSet(
  { schedule, isNew, archived }: SetVolumeSchedule,
  s3StorageUuid: string | null,
): z.infer<typeof volumeScheduleSet> {
  const isPersistent = storageTypeOf(archived.storage.kind) === 'persistent';
  return {
    ...toShape(schedule, s3StorageUuid),
    message: isNew ? 'Backup schedule created.' : 'Backup schedule updated.',
    storage_type: isPersistent ? 'persistent' : 'directory',
  };
}

export function toVolumeSchedule(row: BackupScheduleRow): z.infer<typeof volumeSchedule> {
  return {
    ...toShape(row, row.s3Storage?.uuid ?? null),
    executions: row.executions.map(toExecutionWire),
    is_failing: isFailing(row.runs),
    next_run_at: row.nextRunAt && toTimestamp(row.nextRunAt),
  };
}
