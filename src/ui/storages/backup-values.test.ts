import { describe, expect, it } from 'vitest';
import { type StorageSchedule, storageScheduleForm, toWire, valuesOf } from './backup-values';

const schedule: StorageSchedule = {
  uuid: 's'.repeat(24),
  storage_uuid: 'v'.repeat(24),
  frequency: 'hourly',
  enabled: false,
  save_s3: true,
  disable_local_backup: true,
  stop_during_backup: true,
  s3_storage_uuid: 'b'.repeat(24),
  retention_amount_locally: 3,
  retention_days_locally: 4,
  retention_max_storage_locally: 5.5,
  retention_amount_s3: 6,
  retention_days_s3: 8,
  retention_max_storage_s3: 9.5,
  timeout: 600,
  executions: [],
  is_failing: false,
  next_run_at: null,
};

describe('the form of a schedule', () => {
  it('begins with a backup each day, of which seven are kept', () => {
    const values = valuesOf(null);
    expect(storageScheduleForm.parse(values)).toEqual(values);
    expect(toWire(values, null)).toMatchObject({
      frequency: 'daily',
      enabled: true,
      retention_amount_locally: 7,
      save_s3: false,
      disable_local_backup: false,
    });
  });

  it('changes nothing that it was not told to', () => {
    const { uuid: _, storage_uuid: _1, executions: _2, next_run_at: _3, is_failing: _4, ...same } = schedule;
    expect(toWire(valuesOf(schedule), schedule)).toEqual(same);
  });

  it('keeps archives on the server once there are no copies', () =>
    expect(toWire({ ...valuesOf(schedule), storage: '' }, schedule)).toMatchObject({
      save_s3: false,
      s3_storage_uuid: null,
      disable_local_backup: false,
    }));
});
