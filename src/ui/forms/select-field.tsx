'use client';

import type { ComponentProps, ReactNode } from 'react';
import { useController, useFormContext } from 'react-hook-form';
import { Select } from '../primitives/select';
import { Field } from './field';

interface SelectFieldProps extends Omit<ComponentProps<'select'>, 'name'> {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
}

/** Select of a form. It is controlled, because its options often load after its value. */
export function SelectField({ name, label, hint, optional, className, children, ...rest }: SelectFieldProps) {
  const { control } = useFormContext();
  const { field } = useController({ name, control });
  return (
    <Field name={name} label={label} hint={hint} optional={optional} className={className}>
      {(ids) => (
        <Select {...rest} {...ids} {...field}>
          {children}
        </Select>
      )}
    </Field>
  );
}
