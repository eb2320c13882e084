import type { ComponentProps } from 'react';
import { cn } from './cn';

/** Style of form controls. The text is 16 px on phones, which otherwise zoom into the focused field. */
export const controlStyle =
  'w-full rounded-md border border-line-strong bg-surface px-2.5 text-lg text-ink placeholder:text-ink-3 shadow-raised transition-colors sm:text-sm aria-invalid:border-bad-mark disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-3 focus-visible:outline-offset-0';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <input
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={cn(controlStyle, 'h-9 read-only:bg-sunken sm:h-8', className)}
    />
  );
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={cn(controlStyle, 'min-h-20 py-2 leading-5', className)}
    />
  );
}
