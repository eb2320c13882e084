import { describe, expect, it } from 'vitest';
import { contentOf, keptOf, type Schedule, scheduleForm, toWire, valuesOf } from './schedule-values';

const schedule: Schedule = {
  uuid: 'schedule1',
  created_at: '',
  updated_at: '',
  frequency: '0 3 * * *',
  enabled: true,
  save_s3: false,
  s3_storage_uuid: null,
  databases_to_backup: 'shop,users',
  dump_all: false,
  timeout: 3600,
  is_failing: false,
  next_run_at: null,
  drill_frequency: '0 4 * * 0',
  next_drill_at: null,
  last_proven_at: null,
  drill_error: null,
  executions: [],
  database_backup_retention_amount_locally: 7,
  database_backup_retention_days_locally: 30,
  database_backup_retention_max_storage_locally: 5,
  database_backup_retention_amount_s3: 0,
  database_backup_retention_days_s3: 0,
  database_backup_retention_max_storage_s3: 0,
};

describe('a schedule', () => {
  it('is said in words', () => {
    expect(contentOf(schedule)).toBe('shop,users');
    expect(contentOf({ ...schedule, dump_all: true })).toBe('All databases');
    expect(keptOf(schedule)).toBe('Keeps the last 7, 30 days, 5 GB');
  });

  it('comes back from its form as it was', () =>
    expect(toWire(valuesOf(schedule))).toEqual({
      frequency: '0 3 * * *',
      databases_to_backup: 'shop,users',
      dump_all: false,
      save_s3: false,
      database_backup_retention_amount_s3: 0,
      database_backup_retention_days_s3: 0,
      drill_frequency: '0 4 * * 0',
      database_backup_retention_amount_locally: 7,
      database_backup_retention_days_locally: 30,
    }));

  it('may be one whose backups are never proven', () =>
    expect(toWire(valuesOf({ ...schedule, drill_frequency: null }))).toMatchObject({
      drill_frequency: null,
    }));

  it('begins as one that is valid, and refuses what is none', () => {
    expect(scheduleForm.safeParse(valuesOf(null)).success).toBe(true);
    expect(scheduleForm.safeParse({ ...valuesOf(null), frequency: 'always' }).success).toBe(false);
    expect(scheduleForm.safeParse({ ...valuesOf(null), keepAmount: '-1' }).success).toBe(false);
  });
});
