'use client';

import { ChevronsUpDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useSession } from '../session/session-provider';
import { OrganizationTile } from './organization-tile';
import { roleTitle } from './role-title';

/** Button with the name of the active organization. */
export function SwitcherButton(props: ComponentProps<'button'>) {
  const { organization, role, custom_role } = useSession();
  return (
    <button
      type="button"
      aria-label={`Organization: ${organization.name}`}
      aria-haspopup="menu"
      {...props}
      className="flex w-full items-center gap-2.5 rounded-md border border-line bg-surface px-2 py-1.5 text-left shadow-raised transition-colors hover:bg-hover"
    >
      <OrganizationTile name={organization.name} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{organization.name}</span>
        <span className="block truncate text-ink-3 text-xs">{custom_role?.name ?? roleTitle(role)}</span>
      </span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-3" />
    </button>
  );
}
