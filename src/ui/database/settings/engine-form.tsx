'use client';

import { z } from 'zod';
import { Form } from '../../forms/form';
import { SaveBar } from '../../forms/save-bar';
import { useServerForm } from '../../forms/use-server-form';
import type { Database } from '../../resources';
import { EngineField } from '../engine-field';
import type { NamedField } from '../engine-fields';
import { type DatabaseChanges, useUpdateDatabase } from '../use-update-database';
import { type EngineValues, engineChanges, engineValues } from './engine-values';

interface EngineFormProps {
  database: Database;
  label: string;
  fields: readonly NamedField[];
  saveLabel?: string;
}

/** Form for some fields of an engine. */
export function EngineForm({ database, label, fields, saveLabel }: EngineFormProps) {
  const update = useUpdateDatabase(database.uuid);
  const form = useServerForm<EngineValues>({
    schema: schemaOf(fields),
    defaultValues: engineValues(database, fields),
    send: async (values, { formState: { dirtyFields }, reset }) => {
      // The names are the engine's own fields; the server refuses others.
      await update(engineChanges(fields, values, dirtyFields) as DatabaseChanges);
      reset(engineValues({ ...database, ...values }, fields));
    },
  });
  return (
    <Form of={form} label={label}>
      <div className="grid gap-4 sm:grid-cols-2">
        {fields.map((field) => (
          <EngineField key={field.name} field={field} isNew={false} />
        ))}
      </div>
      <SaveBar label={saveLabel} />
    </Form>
  );
}

/** Check non-empty fields by the rules of the API; the server checks configuration files. */
function schemaOf(fields: readonly NamedField[]): z.ZodType<EngineValues, EngineValues> {
  return z.custom<EngineValues>().superRefine((values, context) => {
    for (const { name, role, input } of fields) {
      const value = values[name];
      if (!value || role === 'configuration') continue;
      const result = input.safeParse(value);
      if (!result.success)
        context.addIssue({ code: 'custom', path: [name], message: result.error.issues[0]?.message });
    }
  });
}
