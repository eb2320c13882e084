'use client';

import type { ComponentProps, ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import { PasswordInput } from '../primitives/password-input';
import { Field } from './field';

interface PasswordFieldProps extends Omit<ComponentProps<'input'>, 'name' | 'type'> {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Tells password managers which of them to offer, or to make a new one. */
  autoComplete: 'current-password' | 'new-password';
  /** The field was left. */
  onLeave?: () => void;
}

export function PasswordField({ name, label, hint, className, onLeave, ...rest }: PasswordFieldProps) {
  const { register } = useFormContext();
  return (
    <Field name={name} label={label} hint={hint} className={className}>
      {(ids) => <PasswordInput {...rest} {...ids} {...register(name, onLeave ? { onBlur: onLeave } : {})} />}
    </Field>
  );
}
