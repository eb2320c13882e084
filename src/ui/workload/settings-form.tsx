'use client';

import { Form } from '../forms/form';
import { SaveBar } from '../forms/save-bar';
import { SelectField } from '../forms/select-field';
import { SwitchField } from '../forms/switch-field';
import { TextAreaField, TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import type { SettingField, SettingGroup } from './setting-field';
import { changedSettings, type SettingValues, settingValues } from './settings-values';

interface SettingsFormProps<Changes extends object> {
  /** Current values, by wire name. */
  values: object;
  group: SettingGroup<keyof Changes & string>;
  save: (changes: Changes) => Promise<unknown>;
}

/** Form for one group of settings, which are shown and saved together. */
export function SettingsForm<Changes extends object>({
  values: read,
  group,
  save,
}: SettingsFormProps<Changes>) {
  const form = useServerForm<SettingValues>({
    defaultValues: settingValues(read, group.fields),
    send: async (values, { formState: { dirtyFields }, reset }) => {
      // The type of the group allows only names of the update request; the server checks the values.
      await save(changedSettings(group.fields, values, dirtyFields) as Changes);
      reset(values);
    },
  });
  const values = form.form.watch();
  return (
    <Form of={form} label={group.title}>
      <div className="grid gap-4 sm:grid-cols-2">
        {group.fields
          .filter((field) => isShown(field, values))
          .map((field) => (
            <div key={field.name} className={field.half ? '' : 'sm:col-span-2'}>
              <Setting field={field} />
            </div>
          ))}
      </div>
      <SaveBar />
    </Form>
  );
}

function isShown({ when = {} }: SettingField, values: SettingValues): boolean {
  return Object.entries(when).every(([name, value]) => values[name] === value);
}

function Setting({
  field: { name, label, kind, hint, placeholder, mono, options },
}: {
  field: SettingField;
}) {
  const common = { name, label, hint, placeholder, mono };
  switch (kind) {
    case 'switch':
      return <SwitchField name={name} label={label} hint={hint} />;
    case 'area':
      return <TextAreaField {...common} rows={2} />;
    case 'select':
      return (
        <SelectField name={name} label={label} hint={hint}>
          {options?.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </SelectField>
      );
    case 'number':
      return <TextField {...common} inputMode="numeric" />;
    case 'text':
      return <TextField {...common} />;
  }
}
