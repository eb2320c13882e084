'use client';

import type { ComponentProps, ReactNode } from 'react';
import { PasswordInput } from '../primitives/password-input';
import { Field } from './field';
import { useTextInput } from './use-text-input';

interface PasswordFieldProps extends Omit<ComponentProps<'input'>, 'name' | 'type'> {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Whether password managers fill in a stored password or suggest a new one. */
  autoComplete: 'current-password' | 'new-password';
  /** Called when the field loses focus. */
  onLeave?: () => void;
}

export function PasswordField({ name, label, hint, className, onLeave, ...rest }: PasswordFieldProps) {
  const input = useTextInput(name, onLeave);
  return (
    <Field name={name} label={label} hint={hint} className={className}>
      {(ids) => <PasswordInput {...rest} {...ids} {...input} />}
    </Field>
  );
}
