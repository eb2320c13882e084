import type { ComponentProps } from 'react';
import { type ButtonLook, buttonStyle } from './button-style';
import { cn } from './cn';
import { Spinner } from './spinner';

interface ButtonProps extends ComponentProps<'button'>, ButtonLook {
  /** Whether an action is in progress: shows a spinner and ignores clicks, but keeps the focus. */
  busy?: boolean;
  /**
   * Why the user may not press the button, shown as a tooltip. The button stays focusable, so that keyboard users can
   * reach the reason.
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
