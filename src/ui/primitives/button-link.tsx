import type { ComponentProps } from 'react';
import { type ButtonLook, buttonStyle } from './button-style';
import { cn } from './cn';
import { Link } from './link';

/** A link that looks like a button, to a page where an action takes place. */
export function ButtonLink({ variant, size, className, ...rest }: ComponentProps<typeof Link> & ButtonLook) {
  return <Link {...rest} className={cn(buttonStyle({ variant, size }), className)} />;
}
