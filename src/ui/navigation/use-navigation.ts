'use client';

import { permits } from '../session/permits';
import { useSession } from '../session/session-provider';
import { type NavigationGroup, type NavigationItem, navigation } from './navigation';

/** Navigation items that the caller may open; empty groups are left out. */
export function useNavigation(): readonly NavigationGroup[] {
  const session = useSession();
  function isOpen({ needs }: NavigationItem): boolean {
    if (needs === undefined) return true;
    return needs === 'instance-admin' ? session.is_instance_admin : permits(session, needs);
  }
  return navigation
    .map((group) => ({ ...group, items: group.items.filter(isOpen) }))
    .filter(({ items }) => items.length > 0);
}
