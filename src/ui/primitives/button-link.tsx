import type { ComponentProps } from 'react';
import { type ButtonLook, buttonStyle } from './button-style';
import { cn } from './cn';
import { Link } from './link';

/** A link to the place where something is done, as prominent as a button. */
export function ButtonLink({ variant, size, className, ...rest }: ComponentProps<typeof Link> & ButtonLook) {
  return <Link {...rest} className={cn(buttonStyle({ variant, size }), className)} />;
}
