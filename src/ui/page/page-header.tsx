'use client';

import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from '../primitives/link';
import { useDocumentTitle } from './use-document-title';

export interface Crumb {
  label: string;
  href: string;
}

interface PageHeaderProps {
  title: string;
  /** Breadcrumbs, outermost first, without the page itself. */
  crumbs?: Crumb[];
  /** Status next to the title. */
  badge?: ReactNode;
  /** One line below the title that describes the page. */
  children?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, crumbs, badge, children, actions }: PageHeaderProps) {
  useDocumentTitle(title);
  return (
    <header className="mb-6">
      {crumbs && <Breadcrumbs crumbs={crumbs} />}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 break-words font-semibold text-xl tracking-tight">{title}</h1>
          {badge}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children && <div className="mt-1.5 text-ink-2">{children}</div>}
    </header>
  );
}

function Breadcrumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="mb-2">
      <ol className="flex flex-wrap items-center gap-1 text-ink-3">
        {crumbs.map(({ label, href }, position) => (
          <li key={href} className="flex min-w-0 items-center gap-1">
            {position > 0 && <ChevronRight aria-hidden className="size-3.5" />}
            <Link href={href} className="max-w-48 truncate rounded-sm hover:text-ink hover:underline">
              {label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
