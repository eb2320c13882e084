'use client';

import { usePathname } from 'next/navigation';
import { paths } from '../paths';
import { cn } from '../primitives/cn';
import { Link } from '../primitives/link';
import { Account } from './account';
import { Mark } from './mark';
import { isCurrent, navigation } from './navigation';
import { SearchButton } from './search-button';

/** Mark, search, places, account. Stands at the left edge; on phones it slides in (mobile-bar.tsx). */
export function Sidebar({ onNavigate }: { onNavigate?: () => void }) {
  return (
    <div className="flex h-full flex-col gap-4 p-3">
      <Link
        href={paths.home()}
        onClick={onNavigate}
        className="flex items-center gap-2.5 rounded-md px-2 py-1.5"
      >
        <Mark />
        <span className="font-semibold text-base tracking-tight">Gantry</span>
      </Link>
      <SearchButton onOpen={onNavigate} />
      <nav aria-label="Console" className="flex flex-1 flex-col gap-5 overflow-y-auto">
        {navigation.map((group) => (
          <NavigationGroup key={group.label} {...group} onNavigate={onNavigate} />
        ))}
      </nav>
      <Account />
    </div>
  );
}

function NavigationGroup({
  label,
  items,
  onNavigate,
}: (typeof navigation)[number] & { onNavigate?: () => void }) {
  const pathname = usePathname();
  return (
    <div>
      <p className="px-2 pb-1 text-ink-3 text-xs">{label}</p>
      <ul className="space-y-px">
        {items.map((item) => {
          const current = isCurrent(item, pathname);
          return (
            <li key={item.href}>
              <Link
                href={item.href}
                onClick={onNavigate}
                aria-current={current ? 'page' : undefined}
                className={cn(
                  'flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-ink-2 transition-colors hover:bg-hover hover:text-ink',
                  current && 'bg-hover text-ink',
                )}
              >
                <item.icon aria-hidden className={cn('size-4 text-ink-3', current && 'text-accent-text')} />
                {item.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
