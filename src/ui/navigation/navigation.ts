import {
  Archive,
  Boxes,
  Building2,
  Cloud,
  GitBranch,
  KeyRound,
  LibraryBig,
  type LucideIcon,
  ScrollText,
  Server,
  Settings,
  Tags,
  Ticket,
} from 'lucide-react';
import type { Permission } from '../../domain/permission/vocabulary';
import { paths } from '../paths';

export interface NavigationItem {
  label: string;
  href: string;
  icon: LucideIcon;
  /** Address prefixes that belong to this item; if several match, the longest wins. */
  owns: string[];
  /** Permission that the caller needs to see the item, or `instance-admin`. */
  needs?: Permission | 'instance-admin';
}

export interface NavigationGroup {
  label: string;
  items: readonly NavigationItem[];
}

/** Navigation of the console: workloads, access, and the installation itself. */
export const navigation: readonly NavigationGroup[] = [
  {
    label: 'Deploy',
    items: [
      {
        label: 'Projects',
        href: paths.projects(),
        icon: Boxes,
        owns: ['/projects', '/applications', '/databases', '/services'],
      },
      { label: 'Servers', href: paths.servers(), icon: Server, owns: ['/servers'], needs: 'server:read' },
      { label: 'Tags', href: paths.tags(), icon: Tags, owns: ['/tags'], needs: 'tag:read' },
      {
        label: 'Private keys',
        href: paths.privateKeys(),
        icon: KeyRound,
        owns: ['/keys'],
        needs: 'private_key:read',
      },
      {
        label: 'Git sources',
        href: paths.sources(),
        icon: GitBranch,
        owns: ['/sources'],
        needs: 'git_source:read',
      },
      {
        label: 'S3 storages',
        href: paths.s3Storages(),
        icon: Archive,
        owns: ['/s3-storages'],
        needs: 'destination:read',
      },
      {
        label: 'Cloud tokens',
        href: paths.cloudTokens(),
        icon: Cloud,
        owns: ['/cloud-tokens'],
        needs: 'private_key:read',
      },
      {
        label: 'Catalogues',
        href: paths.catalogues(),
        icon: LibraryBig,
        owns: ['/catalogues'],
        needs: 'template:read',
      },
    ],
  },
  {
    label: 'Organization',
    items: [
      {
        label: 'API tokens',
        href: paths.apiTokens(),
        icon: Ticket,
        owns: ['/tokens'],
        needs: 'api_key:read',
      },
      { label: 'Organization', href: paths.organization(), icon: Building2, owns: ['/organization'] },
      {
        label: 'Audit log',
        href: paths.auditLog(),
        icon: ScrollText,
        owns: ['/organization/audit'],
        needs: 'audit_log:read',
      },
    ],
  },
  {
    label: 'Instance',
    items: [
      {
        label: 'Settings',
        href: paths.instanceSettings(),
        icon: Settings,
        owns: ['/settings'],
        needs: 'instance-admin',
      },
    ],
  },
];

/** Find the item that the current page belongs to. */
export function currentItem(
  groups: readonly NavigationGroup[],
  pathname: string,
): NavigationItem | undefined {
  const owners = groups.flatMap(({ items }) =>
    items.flatMap((item) =>
      item.owns
        .filter((prefix) => pathname === prefix || pathname.startsWith(`${prefix}/`))
        .map((prefix) => ({ item, length: prefix.length })),
    ),
  );
  return owners.toSorted((a, b) => b.length - a.length)[0]?.item;
}
