'use client';

import type { ReactNode } from 'react';
import { useController, useFormContext } from 'react-hook-form';
import { CodeInput } from '../primitives/code-input';
import { Field } from './field';

interface CodeFieldProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  autoFocus?: boolean;
  /** Called when the sixth digit is entered, to submit the form. */
  onComplete?: () => void;
}

/** Field for a one-time code of an authenticator app. */
export function CodeField({ name, label, hint, autoFocus, onComplete }: CodeFieldProps) {
  const { control } = useFormContext();
  const { field } = useController({ name, control });
  return (
    <Field name={name} label={label} hint={hint}>
      {(ids) => (
        <CodeInput
          {...ids}
          {...field}
          autoFocus={autoFocus}
          onComplete={() => onComplete?.()}
          className="max-w-56"
        />
      )}
    </Field>
  );
}
