'use client';

import { CopyFields } from '../../backups/copy-fields';
import { FrequencyField, KeepFields } from '../../backups/schedule-fields';
import { DialogFormActions } from '../../forms/dialog-form-actions';
import { Form } from '../../forms/form';
import { SwitchField } from '../../forms/switch-field';
import { TextField } from '../../forms/text-field';
import { useServerForm } from '../../forms/use-server-form';
import { Dialog } from '../../primitives/dialog';
import { type Schedule, type ScheduleValues, scheduleForm, toWire, valuesOf } from './schedule-values';

interface ScheduleDialogProps {
  /** Schedule to change; null creates one. */
  schedule: Schedule | null;
  save: (change: ReturnType<typeof toWire>) => Promise<unknown>;
  onClose: () => void;
}

/** Dialog that creates or changes a schedule. */
export function ScheduleDialog({ schedule, save, onClose }: ScheduleDialogProps) {
  const form = useServerForm<ScheduleValues>({
    schema: scheduleForm,
    defaultValues: valuesOf(schedule),
    aliases: {
      databases_to_backup: 'databases',
      dump_all: 'isOfAll',
      database_backup_retention_amount_locally: 'keepAmount',
      database_backup_retention_days_locally: 'keepDays',
      drill_frequency: 'drill',
      s3_storage_uuid: 'storage',
      database_backup_retention_amount_s3: 'keepAmountS3',
      database_backup_retention_days_s3: 'keepDaysS3',
    },
    send: async (values) => {
      await save(toWire(values));
      onClose();
    },
  });
  const isOfAll = form.form.watch('isOfAll');
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={schedule ? 'Change schedule' : 'New schedule'}
    >
      <Form of={form} label="Schedule">
        <FrequencyField />
        <SwitchField name="isOfAll" label="All databases" hint="Including database users, in one file" />
        {!isOfAll && (
          <TextField
            name="databases"
            label="Databases"
            hint="Names separated by commas. If empty, the database from the settings"
            optional
            mono
          />
        )}
        <KeepFields />
        <CopyFields />
        <TextField
          name="drill"
          label="Restore drill"
          hint="When to restore the newest backup into a temporary database and count its rows. If empty, never"
          optional
          mono
        />
        <DialogFormActions onCancel={onClose}>
          {schedule ? 'Save schedule' : 'Create schedule'}
        </DialogFormActions>
      </Form>
    </Dialog>
  );
}
