import type { ReactNode } from 'react';
import { Link } from '../primitives/link';

/** Link from one public page to another. */
export function PublicLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="rounded-sm text-accent-text underline decoration-accent-text/40 underline-offset-4 hover:decoration-current"
    >
      {children}
    </Link>
  );
}
