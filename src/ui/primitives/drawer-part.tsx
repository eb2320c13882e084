import type { ReactNode } from 'react';

/** A part of a drawer's content, with a heading that also names it for screen readers. */
export function DrawerPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-2 font-medium">{title}</h3>
      {children}
    </section>
  );
}
