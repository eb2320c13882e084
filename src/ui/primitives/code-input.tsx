'use client';

import type { ComponentProps } from 'react';
import { cn } from './cn';
import { Input } from './input';

const length = 6;

interface CodeInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  value: string;
  onChange: (code: string) => void;
  /** Called when the sixth digit is typed, pasted or filled in. */
  onComplete?: (code: string) => void;
}

/**
 * Input for a one-time code. One field, not six: phones can fill it in, screen readers can read it, codes can be
 * pasted.
 */
export function CodeInput({ value, onChange, onComplete, className, ...rest }: CodeInputProps) {
  return (
    <Input
      {...rest}
      value={value}
      onChange={(event) => {
        const digits = event.target.value.replace(/\D/g, '').slice(0, length);
        onChange(digits);
        if (digits.length === length && digits !== value) onComplete?.(digits);
      }}
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="\d{6}"
      title="Six digits"
      required
      className={cn('h-11 font-mono text-xl tracking-[0.4em] sm:h-11 sm:text-xl', className)}
    />
  );
}
