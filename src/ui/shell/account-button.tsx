'use client';

import { ChevronsUpDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useSession } from '../session/session-provider';

/** Button with the signed-in user. */
export function AccountButton(props: ComponentProps<'button'>) {
  const { user } = useSession();
  return (
    <button
      type="button"
      aria-label={`Account: ${user.name}`}
      aria-haspopup="menu"
      {...props}
      className="flex items-center gap-2.5 rounded-md px-2 py-1.5 text-left transition-colors hover:bg-hover"
    >
      <span
        aria-hidden
        className="flex size-7 shrink-0 items-center justify-center rounded-md bg-accent-soft font-semibold text-accent-text text-xs uppercase"
      >
        {initials(user.name)}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{user.name}</span>
        <span className="block truncate text-ink-3 text-xs">{user.email}</span>
      </span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-3" />
    </button>
  );
}

/** Initials of a name: the first letters of its first and last word. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '').join('');
}
