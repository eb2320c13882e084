'use client';

import type { ComponentProps, ReactNode } from 'react';
import { cn } from '../primitives/cn';
import { Input, Textarea } from '../primitives/input';
import { Field } from './field';
import { useTextInput } from './use-text-input';

interface Common {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
  /** Whether to use a monospace font: for ids, paths, commands and keys. */
  mono?: boolean;
}

type TextFieldProps = Common & Omit<ComponentProps<'input'>, 'name'>;

export function TextField({ name, label, hint, optional, mono, className, ...rest }: TextFieldProps) {
  const input = useTextInput(name);
  return (
    <Field name={name} label={label} hint={hint} optional={optional} className={className}>
      {(ids) => <Input {...rest} {...ids} {...input} className={cn(mono && 'font-mono sm:text-xs')} />}
    </Field>
  );
}

type TextAreaFieldProps = Common & Omit<ComponentProps<'textarea'>, 'name'>;

export function TextAreaField({ name, label, hint, optional, mono, className, ...rest }: TextAreaFieldProps) {
  const input = useTextInput(name);
  return (
    <Field name={name} label={label} hint={hint} optional={optional} className={className}>
      {(ids) => <Textarea {...rest} {...ids} {...input} className={cn(mono && 'font-mono sm:text-xs')} />}
    </Field>
  );
}
