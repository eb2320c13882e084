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

/** Some fields of an engine as a form of its own. */
export function EngineForm({ database, label, fields, saveLabel }: EngineFormProps) {
  const update = useUpdateDatabase(database.uuid);
  const form = useServerForm<EngineValues>({
    schema: schemaOf(fields),
    defaultValues: engineValues(database, fields),
    send: async (values, { formState: { dirtyFields }, reset }) => {
      // The names are those of the engine's own fields; the server refuses others.
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

/** The rules of the API for what is filled in; a configuration file is checked by the server. */
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
