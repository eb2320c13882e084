'use client';

import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useRef } from 'react';
import { cn } from '../primitives/cn';
import { Link } from '../primitives/link';

export interface Tab {
  label: string;
  href: string;
  count?: ReactNode;
  /** Whether the tab is also current on the pages below its address. */
  deep?: boolean;
}

/** Tabs for the parts of a page, each with its own address. */
export function TabNavigation({ label, tabs }: { label: string; tabs: Tab[] }) {
  const pathname = usePathname();
  const bar = useRef<HTMLElement>(null);

  // On narrow screens the current tab may be scrolled out of view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address decides which tab is current
  useEffect(() => {
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);

  return (
    <nav
      ref={bar}
      aria-label={label}
      className="-mx-4 mb-6 overflow-x-auto border-line border-b px-4 sm:mx-0 sm:px-0"
    >
      <ul className="flex gap-5">
        {tabs.map((tab) => {
          const current = pathname === tab.href || (tab.deep && pathname.startsWith(`${tab.href}/`));
          return (
            <li key={tab.href}>
              <Link
                href={tab.href}
                aria-current={current ? 'page' : undefined}
                className={cn(
                  '-mb-px flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 font-medium text-ink-2 outline-offset-[-2px] transition-colors hover:text-ink',
                  current && 'border-accent-text text-ink',
                )}
              >
                {tab.label}
                {tab.count !== undefined && (
                  <span className="text-ink-3 text-xs tabular-nums">{tab.count}</span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
