import type { ComponentProps } from 'react';
import { type ButtonLook, buttonStyle } from './button-style';
import { cn } from './cn';
import { Spinner } from './spinner';

interface ButtonProps extends ComponentProps<'button'>, ButtonLook {
  /** Work is under way: shows it and refuses another click, without losing the focus. */
  busy?: boolean;
  /** Why the reader may not press it: the tooltip says so. It keeps the focus, so that a keyboard reaches the reason. */
  denied?: string | null;
}

export function Button({ variant, size, busy, denied, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={cn(buttonStyle({ variant, size }), className)}
      {...(denied ? { title: denied } : {})}
      aria-disabled={busy || Boolean(denied) || undefined}
      aria-busy={busy || undefined}
      onClick={busy || denied ? (event) => event.preventDefault() : onClick}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}
