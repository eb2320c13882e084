'use client';

import { usePathname } from 'next/navigation';
import { currentItem, type NavigationGroup } from '../navigation/navigation';
import { useNavigation } from '../navigation/use-navigation';
import { OrganizationSwitcher } from '../organization/switcher';
import { paths } from '../paths';
import { cn } from '../primitives/cn';
import { Link } from '../primitives/link';
import { Mark } from '../primitives/mark';
import { Account } from './account';
import { SearchButton } from './search-button';

/** Logo, organization, search, navigation and account. On phones it is in a drawer (mobile-bar.tsx). */
export function Sidebar({ onNavigate }: { onNavigate?: () => void }) {
  const navigation = useNavigation();
  const current = currentItem(navigation, usePathname());
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
      <OrganizationSwitcher onNavigate={onNavigate} />
      <SearchButton onOpen={onNavigate} />
      <nav aria-label="Console" className="flex flex-1 flex-col gap-5 overflow-y-auto">
        {navigation.map((group) => (
          <NavigationLinks key={group.label} {...group} current={current?.href} onNavigate={onNavigate} />
        ))}
      </nav>
      <Account onNavigate={onNavigate} />
    </div>
  );
}

interface NavigationLinksProps extends NavigationGroup {
  /** Address of the navigation item of the current page. */
  current: string | undefined;
  onNavigate: (() => void) | undefined;
}

function NavigationLinks({ label, items, current, onNavigate }: NavigationLinksProps) {
  return (
    <div>
      <p className="px-2 pb-1 text-ink-3 text-xs">{label}</p>
      <ul className="space-y-px">
        {items.map((item) => {
          const isCurrent = item.href === current;
          return (
            <li key={item.href}>
              <Link
                href={item.href}
                onClick={onNavigate}
                aria-current={isCurrent ? 'page' : undefined}
                className={cn(
                  'flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-ink-2 transition-colors hover:bg-hover hover:text-ink',
                  isCurrent && 'bg-hover text-ink',
                )}
              >
                <item.icon aria-hidden className={cn('size-4 text-ink-3', isCurrent && 'text-accent-text')} />
                {item.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
