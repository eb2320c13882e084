import type { ComponentProps } from 'react';
import { type ButtonLook, buttonStyle } from './button-style';
import { cn } from './cn';
import { Spinner } from './spinner';

interface ButtonProps extends ComponentProps<'button'>, ButtonLook {
  /** Whether work is under way: shown, and another click is refused, without losing the focus. */
  busy?: boolean;
  /**
   * The reason why the reader may not press it, shown as a tooltip. It keeps the focus, so that a keyboard reaches the
   * reason.
   */
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
