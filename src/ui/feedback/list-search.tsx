'use client';

import { Search } from 'lucide-react';
import { Input } from '../primitives/input';

/** Number of rows from which a search is offered: shorter lists are faster to read. */
const worthSearching = 15;

interface ListSearchProps {
  /** Label that names the list, such as "Search projects". */
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Number of rows in the list now. */
  count: number;
}

/** Search field of a long list; short lists have none. */
export function ListSearch({ label, value, onChange, count }: ListSearchProps) {
  if (count < worthSearching && value === '') return null;
  return (
    <div className="relative mb-4 sm:max-w-80">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="pl-8"
      />
    </div>
  );
}
