'use client';

import { type ReactNode, useId } from 'react';
import { useFormContext } from 'react-hook-form';
import { cn } from '../primitives/cn';

/** Ids that connect a control with its label, its hint and its error for screen readers. */
export interface ControlIds {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface FieldProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
  className?: string;
  children: (ids: ControlIds) => ReactNode;
}

export function Field({ name, label, hint, optional, className, children }: FieldProps) {
  const id = useId();
  const { getFieldState, formState } = useFormContext();
  const message = getFieldState(name, formState).error?.message;
  const describedBy = [hint && `${id}-hint`, message && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={cn('min-w-0', className)}>
      <label htmlFor={id} className="mb-1.5 flex items-baseline gap-1.5 font-medium">
        {label}
        {optional && <span className="font-normal text-ink-3 text-xs">optional</span>}
      </label>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': message ? true : undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-ink-3 text-xs">
          {hint}
        </p>
      )}
      {message && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-bad text-xs">
          {message}
        </p>
      )}
    </div>
  );
}
