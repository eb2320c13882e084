'use client';

import { CopyFields } from '../backups/copy-fields';
import { FrequencyField, KeepFields } from '../backups/schedule-fields';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { SwitchField } from '../forms/switch-field';
import { useServerForm } from '../forms/use-server-form';
import {
  type StorageSchedule,
  type StorageScheduleValues,
  storageScheduleForm,
  toWire,
  valuesOf,
} from './backup-values';

interface StorageScheduleFormProps {
  /** Schedule to change; null creates one. */
  schedule: StorageSchedule | null;
  save: (request: ReturnType<typeof toWire>) => Promise<unknown>;
  onCancel: () => void;
}

/** Form that creates or changes the backup schedule of a storage. */
export function StorageScheduleForm({ schedule, save, onCancel }: StorageScheduleFormProps) {
  const form = useServerForm<StorageScheduleValues>({
    schema: storageScheduleForm,
    defaultValues: valuesOf(schedule),
    aliases: {
      enabled: 'isEnabled',
      stop_during_backup: 'stops',
      retention_amount_locally: 'keepAmount',
      retention_days_locally: 'keepDays',
      s3_storage_uuid: 'storage',
      retention_amount_s3: 'keepAmountS3',
      retention_days_s3: 'keepDaysS3',
    },
    send: async (values) => {
      await save(toWire(values, schedule));
    },
  });
  return (
    <Form of={form} label="Backup schedule">
      <FrequencyField />
      <SwitchField name="isEnabled" label="On" hint="When switched off, backups are only made on request" />
      <SwitchField
        name="stops"
        label="Stop during the backup"
        hint="Makes the backup consistent. Containers that use the storage are stopped, and always started again afterwards."
      />
      <KeepFields />
      <CopyFields />
      <DialogFormActions onCancel={onCancel}>
        {schedule ? 'Save schedule' : 'Create schedule'}
      </DialogFormActions>
    </Form>
  );
}
