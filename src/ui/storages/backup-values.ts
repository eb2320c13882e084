import { z } from 'zod';
import { cron } from '../../domain/input/time/cron';
import type { Outputs } from '../trpc';

export type StorageSchedule = Outputs['application']['listStorageBackups'][number];

const amount = z.string().refine((text) => /^\d{1,4}$/.test(text), 'Must be a number; 0 means no limit.');

export const storageScheduleForm = z.object({
  frequency: z
    .string()
    .refine((text) => cron.safeParse(text).success, 'Must be a cron expression, or daily.'),
  isEnabled: z.boolean(),
  stops: z.boolean(),
  keepAmount: amount,
  keepDays: amount,
  /** Uuid of the S3 storage for copies; empty for none. */
  storage: z.string(),
  keepAmountS3: amount,
  keepDaysS3: amount,
});

export type StorageScheduleValues = z.infer<typeof storageScheduleForm>;

/** Initial values of the form. A new schedule backs up daily and keeps the last seven backups. */
export function valuesOf(schedule: StorageSchedule | null): StorageScheduleValues {
  return {
    frequency: schedule?.frequency ?? 'daily',
    isEnabled: schedule?.enabled ?? true,
    stops: schedule?.stop_during_backup ?? false,
    keepAmount: String(schedule?.retention_amount_locally ?? 7),
    keepDays: String(schedule?.retention_days_locally ?? 0),
    storage: (schedule?.save_s3 && schedule.s3_storage_uuid) || '',
    keepAmountS3: String(schedule?.retention_amount_s3 ?? 7),
    keepDaysS3: String(schedule?.retention_days_s3 ?? 0),
  };
}

/** Build the request that replaces a schedule; values that the form does not show are kept. */
export function toWire(values: StorageScheduleValues, before: StorageSchedule | null) {
  const isCopied = values.storage !== '';
  return {
    frequency: values.frequency.trim(),
    enabled: values.isEnabled,
    stop_during_backup: values.stops,
    retention_amount_locally: Number(values.keepAmount),
    retention_days_locally: Number(values.keepDays),
    retention_max_storage_locally: before?.retention_max_storage_locally ?? 0,
    save_s3: isCopied,
    s3_storage_uuid: isCopied ? values.storage : null,
    disable_local_backup: isCopied && (before?.disable_local_backup ?? false),
    retention_amount_s3: Number(values.keepAmountS3),
    retention_days_s3: Number(values.keepDaysS3),
    retention_max_storage_s3: before?.retention_max_storage_s3 ?? 0,
    timeout: before?.timeout ?? 3600,
  };
}
