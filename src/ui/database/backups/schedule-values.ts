import { z } from 'zod';
import { cron } from '../../../domain/input/time/cron';
import type { Outputs } from '../../trpc';

export type Schedule = Outputs['database']['listBackups'][number];

const amount = z.string().refine((text) => /^\d{1,6}$/.test(text), 'Must be a number; 0 means no limit.');

export const scheduleForm = z.object({
  frequency: z
    .string()
    .refine((text) => cron.safeParse(text).success, 'Must be a cron expression, or daily.'),
  databases: z.string(),
  isOfAll: z.boolean(),
  keepAmount: amount,
  keepDays: amount,
  /** Uuid of the S3 storage for copies; empty for none. */
  storage: z.string(),
  keepAmountS3: amount,
  keepDaysS3: amount,
  drill: z
    .string()
    .refine(
      (text) => text.trim() === '' || cron.safeParse(text).success,
      'Must be a cron expression, or weekly.',
    ),
});

export type ScheduleValues = z.infer<typeof scheduleForm>;

/** Initial values of the form. A new schedule backs up daily and keeps the last 14 backups. */
export function valuesOf(schedule: Schedule | null): ScheduleValues {
  return {
    frequency: schedule?.frequency ?? 'daily',
    databases: schedule?.databases_to_backup ?? '',
    isOfAll: schedule?.dump_all ?? false,
    keepAmount: String(schedule?.database_backup_retention_amount_locally ?? 14),
    keepDays: String(schedule?.database_backup_retention_days_locally ?? 0),
    storage: (schedule?.save_s3 && schedule.s3_storage_uuid) || '',
    keepAmountS3: String(schedule?.database_backup_retention_amount_s3 ?? 0),
    keepDaysS3: String(schedule?.database_backup_retention_days_s3 ?? 0),
    drill: schedule ? (schedule.drill_frequency ?? '') : '0 4 * * 0',
  };
}

export function toWire(values: ScheduleValues) {
  return {
    frequency: values.frequency.trim(),
    databases_to_backup: values.databases.trim() || null,
    dump_all: values.isOfAll,
    database_backup_retention_amount_locally: Number(values.keepAmount),
    database_backup_retention_days_locally: Number(values.keepDays),
    save_s3: values.storage !== '',
    ...(values.storage !== '' && { s3_storage_uuid: values.storage }),
    database_backup_retention_amount_s3: Number(values.keepAmountS3),
    database_backup_retention_days_s3: Number(values.keepDaysS3),
    drill_frequency: values.drill.trim() || null,
  };
}

/** Describe what is dumped. */
export function contentOf({ dump_all, databases_to_backup }: Schedule): string {
  if (dump_all) return 'All databases';
  return databases_to_backup ?? 'The database from the settings';
}

/** Describe which backups are kept. */
export function keptOf(schedule: Schedule): string {
  const amount = schedule.database_backup_retention_amount_locally;
  const days = schedule.database_backup_retention_days_locally;
  const gigabytes = schedule.database_backup_retention_max_storage_locally;
  const limits = [
    amount > 0 && `the last ${amount}`,
    days > 0 && `${days} days`,
    gigabytes > 0 && `${gigabytes} GB`,
  ].filter((limit) => limit !== false);
  return limits.length === 0 ? 'Keeps all' : `Keeps ${limits.join(', ')}`;
}
