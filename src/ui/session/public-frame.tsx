import type { ReactNode } from 'react';
import { Mark } from '../primitives/mark';

/** Layout of the pages for users who are not signed in: the logo and one form. */
export function PublicFrame({
  title,
  lead,
  children,
}: {
  title: string;
  lead: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 pt-[12vh] pb-16">
      <div className="w-full max-w-sm">
        <div className="mb-8 flex items-center gap-2.5">
          <Mark className="size-7" />
          <span className="font-semibold text-lg tracking-tight">Gantry</span>
        </div>
        <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
        <p className="mt-1.5 mb-6 text-base text-ink-2">{lead}</p>
        {children}
      </div>
    </main>
  );
}
