'use client';

import { CopyFields } from '../../backups/copy-fields';
import { Form } from '../../forms/form';
import { SwitchField } from '../../forms/switch-field';
import { TextField } from '../../forms/text-field';
import { useServerForm } from '../../forms/use-server-form';
import { Button } from '../../primitives/button';
import { Dialog, DialogActions } from '../../primitives/dialog';
import { type Schedule, type ScheduleValues, scheduleForm, toWire, valuesOf } from './schedule-values';

interface ScheduleDialogProps {
  /** null: a new one. */
  schedule: Schedule | null;
  save: (change: ReturnType<typeof toWire>) => Promise<unknown>;
  onClose: () => void;
}

/** Creates or changes a schedule. */
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
        <TextField
          name="frequency"
          label="When"
          hint="hourly, daily, weekly, monthly, or a cron expression in UTC such as 30 3 * * *"
          mono
        />
        <SwitchField name="isOfAll" label="All databases" hint="With the users of the engine, in one file" />
        {!isOfAll && (
          <TextField
            name="databases"
            label="Databases"
            hint="Names separated by commas; empty: the database of the settings"
            optional
            mono
          />
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField name="keepAmount" label="Keep at most" hint="Backups; 0: no limit" inputMode="numeric" />
          <TextField name="keepDays" label="Keep for" hint="Days; 0: no limit" inputMode="numeric" />
        </div>
        <CopyFields />
        <TextField
          name="drill"
          label="Prove by a restore"
          hint="When the newest backup is restored into a database made for it, and its rows are counted. Empty: never"
          optional
          mono
        />
        <DialogActions>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" busy={form.form.formState.isSubmitting}>
            {schedule ? 'Save schedule' : 'Create schedule'}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
