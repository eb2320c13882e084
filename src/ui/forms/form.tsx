'use client';

import type { ReactNode } from 'react';
import { type FieldValues, FormProvider } from 'react-hook-form';
import { RequestId } from '../feedback/error-state';
import { Callout } from '../primitives/callout';
import { cn } from '../primitives/cn';
import type { ServerForm } from './use-server-form';

interface FormProps<T extends FieldValues> {
  of: ServerForm<T>;
  className?: string;
  label?: string;
  children: ReactNode;
}

export function Form<T extends FieldValues>({ of, className, label, children }: FormProps<T>) {
  return (
    <FormProvider {...of.form}>
      <form onSubmit={of.submit} noValidate aria-label={label} className={cn('space-y-4', className)}>
        {children}
        {of.problem && (
          <Callout tone="bad" role="alert" title={of.problem.message}>
            <RequestId error={of.problem} />
          </Callout>
        )}
      </form>
    </FormProvider>
  );
}
