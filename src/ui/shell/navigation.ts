import { Boxes, KeyRound, type LucideIcon, Server, Ticket, Users } from 'lucide-react';
import { paths } from '../paths';

export interface NavigationItem {
  label: string;
  href: string;
  icon: LucideIcon;
  /** Address prefixes that belong to this item. */
  owns: string[];
}

/** The places of the console, in two groups: what is deployed, and who may. */
export const navigation: readonly { label: string; items: readonly NavigationItem[] }[] = [
  {
    label: 'Deploy',
    items: [
      { label: 'Projects', href: paths.projects(), icon: Boxes, owns: ['/projects', '/applications'] },
      { label: 'Servers', href: paths.servers(), icon: Server, owns: ['/servers'] },
      { label: 'Private keys', href: paths.privateKeys(), icon: KeyRound, owns: ['/keys'] },
    ],
  },
  {
    label: 'Organization',
    items: [
      { label: 'API tokens', href: paths.apiTokens(), icon: Ticket, owns: ['/tokens'] },
      { label: 'Team', href: paths.team(), icon: Users, owns: ['/team'] },
    ],
  },
];

export function isCurrent(item: NavigationItem, pathname: string): boolean {
  return item.owns.some((prefix) => pathname === prefix || pathname.startsWith(`${prefix}/`));
}
