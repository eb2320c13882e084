'use client';

import { PasswordField } from '../forms/password-field';
import { TextAreaField, TextField } from '../forms/text-field';
import type { NamedField } from './engine-fields';

interface EngineFieldProps {
  field: NamedField;
  /** Whether the database is being created: Gantry then chooses the values of empty fields. */
  isNew: boolean;
}

/** Form field for one field of an engine. */
export function EngineField({ field, isNew }: EngineFieldProps) {
  const { name, label, role, initial, isSecret, isFirstStartOnly } = field;
  if (isSecret)
    return (
      <PasswordField
        name={name}
        label={label}
        autoComplete="new-password"
        placeholder={isNew ? 'Generated' : 'Unchanged'}
      />
    );
  if (role === 'configuration')
    return (
      <TextAreaField
        name={name}
        label={label}
        optional
        mono
        rows={8}
        className="sm:col-span-2"
        hint="If empty, the image’s default. Read at the next start."
      />
    );
  const initialText = initial.kind === 'text' ? initial.text : null;
  return (
    <TextField
      name={name}
      label={label}
      mono
      optional={initialText === null}
      placeholder={isNew ? (initialText ?? undefined) : undefined}
      hint={isFirstStartOnly ? 'Only read at the first start' : undefined}
    />
  );
}
