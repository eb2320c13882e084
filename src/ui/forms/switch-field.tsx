'use client';

import { type ReactNode, useId } from 'react';
import { Controller, useFormContext } from 'react-hook-form';
import { Switch } from '../primitives/switch';

interface SwitchFieldProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

export function SwitchField({ name, label, hint, disabled }: SwitchFieldProps) {
  const id = useId();
  const { control } = useFormContext();
  return (
    <Controller
      name={name}
      control={control}
      render={({ field, fieldState }) => (
        <div className="flex items-start justify-between gap-4">
          <div className="min-w-0">
            <label htmlFor={id} className="font-medium">
              {label}
            </label>
            {hint && (
              <p id={`${id}-hint`} className="mt-0.5 text-ink-3 text-xs">
                {hint}
              </p>
            )}
            {fieldState.error && (
              <p role="alert" className="mt-1 text-bad text-xs">
                {fieldState.error.message}
              </p>
            )}
          </div>
          <Switch
            id={id}
            ref={field.ref}
            name={field.name}
            checked={field.value === true}
            onCheckedChange={field.onChange}
            onBlur={field.onBlur}
            disabled={disabled}
            aria-describedby={hint ? `${id}-hint` : undefined}
          />
        </div>
      )}
    />
  );
}
