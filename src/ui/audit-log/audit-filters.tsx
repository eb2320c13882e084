'use client';

import { useQuery } from '@tanstack/react-query';
import { Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../primitives/button';
import { Input } from '../primitives/input';
import { Select } from '../primitives/select';
import { useSession } from '../session/session-provider';
import { useTRPC } from '../trpc';
import { actionKinds } from './describe-action';
import { type AuditFilters, outcomes } from './filters';
import { outcomeLooks } from './outcome-looks';

/** Pause in typing, in milliseconds, after which the list is requested. */
const typingMs = 300;

const periodTitles = { hour: 'Last hour', day: 'Last 24 hours', week: 'Last 7 days', month: 'Last 30 days' };

interface AuditFilterBarProps {
  filters: AuditFilters;
  /** Called with the changed filters; undefined clears a filter. */
  onChange: (change: AuditFilters) => void;
}

export function AuditFilterBar({ filters, onChange }: AuditFilterBarProps) {
  const trpc = useTRPC();
  const { organization } = useSession();
  const members = useQuery(trpc.member.list.queryOptions({ id: organization.id }));
  // A value from the address may not be in the list: show it unchanged.
  const kinds = new Map(actionKinds);
  if (filters.action && !kinds.has(filters.action)) kinds.set(filters.action, filters.action);
  const people = new Map(members.data?.map(({ user_id, name }) => [user_id, name]));
  if (filters.actor_user_id && !people.has(filters.actor_user_id))
    people.set(filters.actor_user_id, 'Another user');
  const choose = (name: keyof AuditFilters) => (value: string) => onChange({ [name]: value || undefined });
  return (
    <div className="mb-4 space-y-2">
      <div className="grid grid-cols-2 gap-2 md:grid-cols-[minmax(0,1.6fr)_repeat(4,minmax(0,1fr))]">
        <SearchField value={filters.search ?? ''} onChange={choose('search')} />
        <Choice
          label="Kind"
          all="Everything"
          value={filters.action}
          options={kinds}
          onChange={choose('action')}
        />
        <Choice
          label="Who"
          all="Everyone"
          value={filters.actor_user_id}
          options={people}
          onChange={choose('actor_user_id')}
        />
        <Choice
          label="Outcome"
          all="Any outcome"
          value={filters.outcome}
          options={new Map(outcomes.map((outcome) => [outcome, outcomeLooks[outcome].label]))}
          onChange={choose('outcome')}
        />
        <Choice
          label="When"
          all="Any time"
          value={filters.period}
          options={new Map(Object.entries(periodTitles))}
          onChange={choose('period')}
        />
      </div>
      {filters.target_uuid && (
        <p className="flex items-center gap-2 text-ink-2">
          History of <code className="break-all text-xs">{filters.target_uuid}</code>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label="Show all targets"
            onClick={() => choose('target_uuid')('')}
          >
            <X aria-hidden />
          </Button>
        </p>
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  /** Label of the option that selects nothing. */
  all: string;
  value: string | undefined;
  options: ReadonlyMap<string, string>;
  onChange: (value: string) => void;
}

function Choice({ label, all, value, options, onChange }: ChoiceProps) {
  return (
    <Select aria-label={label} value={value ?? ''} onChange={(event) => onChange(event.target.value)}>
      <option value="">{all}</option>
      {[...options].map(([each, title]) => (
        <option key={each} value={each}>
          {title}
        </option>
      ))}
    </Select>
  );
}

function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing asks again, not a new function of the page
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), typingMs);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className="relative col-span-2 md:col-span-1">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3"
      />
      <Input
        type="search"
        aria-label="Search the audit log"
        placeholder="Name, address, id…"
        maxLength={100}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="pl-8"
      />
    </div>
  );
}
