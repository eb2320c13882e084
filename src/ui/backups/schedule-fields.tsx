import { TextField } from '../forms/text-field';

/** Field for when backups are made. */
export function FrequencyField() {
  return (
    <TextField
      name="frequency"
      label="When"
      hint="hourly, daily, weekly, monthly, or a cron expression in UTC such as 30 3 * * *"
      mono
    />
  );
}

/** Fields for how many backups are kept on the server, and for how long. */
export function KeepFields() {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField name="keepAmount" label="Maximum backups" hint="0 means no limit" inputMode="numeric" />
      <TextField name="keepDays" label="Keep for" hint="Days; 0 means no limit" inputMode="numeric" />
    </div>
  );
}
