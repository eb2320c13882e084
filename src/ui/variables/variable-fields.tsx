import type { ReactNode } from 'react';
import { z } from 'zod';
import { envKey } from '../../domain/input/env-key';
import { SwitchField } from '../forms/switch-field';
import { TextAreaField, TextField } from '../forms/text-field';

/** Fields of every variable, of a workload or shared. */
export const variableShape = {
  key: envKey,
  value: z.string(),
  comment: z.string().max(256, 'Must not be longer than 256 characters.'),
  is_literal: z.boolean(),
  is_shown_once: z.boolean(),
};

type Values = z.infer<z.ZodObject<typeof variableShape>>;

/** A variable as the API returns it, without its value if the caller may not see that. */
interface StoredVariable extends Omit<Values, 'comment' | 'value'> {
  value?: string | undefined;
  comment: string | null;
}

/** Initial values of the form. */
export function variableValues(variable: StoredVariable | null): Values {
  return {
    key: variable?.key ?? '',
    value: variable?.value ?? '',
    comment: variable?.comment ?? '',
    is_literal: variable?.is_literal ?? false,
    is_shown_once: variable?.is_shown_once ?? false,
  };
}

/** Convert the values of the form to the fields of the request. */
export function variableFields<T extends Values>(values: T) {
  return { ...values, comment: values.comment || null, is_multiline: values.value.includes('\n') };
}

interface VariableFieldsProps {
  /** Variable to change; null creates one. */
  variable: { is_shown_once: boolean } | null;
  example: string;
  keyHint?: ReactNode;
  valueHint: string;
  /** Switches shown before the common ones. */
  children?: ReactNode;
}

/** Form fields of a variable. A write-only variable stays write-only. */
export function VariableFields({ variable, example, keyHint, valueHint, children }: VariableFieldsProps) {
  return (
    <>
      <TextField
        name="key"
        label="Name"
        mono
        placeholder={example}
        hint={keyHint}
        readOnly={variable !== null}
        autoFocus={variable === null}
      />
      <TextAreaField
        name="value"
        label="Value"
        mono
        rows={3}
        hint={variable?.is_shown_once ? 'Write-only: enter the new value.' : valueHint}
      />
      <TextField name="comment" label="Note" optional />
      <div className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        {children}
        <SwitchField name="is_literal" label="Literal" hint="Do not expand {{…}} references" />
        <SwitchField
          name="is_shown_once"
          label="Write-only"
          hint="Never show the value again"
          disabled={variable?.is_shown_once}
        />
      </div>
    </>
  );
}
