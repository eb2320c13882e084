'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Time } from '../feedback/time';
import { cn } from '../primitives/cn';
import { Cell } from '../primitives/row-list';
import { Status } from '../primitives/status';
import { type AuditEntry, AuditRow, actorName } from './audit-row';
import { worstOutcome } from './fold-commands';
import { outcomeLooks } from './outcome-looks';
import { targetName } from './target-name';

interface CommandRowsProps {
  /** Commands of one operation, at least two. */
  entries: readonly AuditEntry[];
  onOpen: (entry: AuditEntry) => void;
}

/** Commands of one operation in one row, which expands to show them all. */
export function CommandRows({ entries, onOpen }: CommandRowsProps) {
  const [isOpen, setOpen] = useState(false);
  const [latest] = entries;
  if (!latest) return null;
  const { label, tone } = outcomeLooks[worstOutcome(entries)];
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex w-full flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2.5 text-left transition-colors hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="min-w-0 flex-1 basis-64">
          <span className="flex min-w-0 items-center gap-1.5">
            <ChevronRight
              aria-hidden
              className={cn('size-4 shrink-0 text-ink-3 transition-transform', isOpen && 'rotate-90')}
            />
            <span className="truncate">
              <span className="font-medium">Ran {entries.length} commands for</span>{' '}
              <span className="text-ink-2">{targetName(latest)}</span>
            </span>
          </span>
          <span className="block truncate pl-5.5 text-ink-3 text-xs">{actorName(latest)}</span>
        </span>
        <Cell className="w-20">
          <Status tone={tone}>{label}</Status>
        </Cell>
        <Cell className="ml-auto w-24 text-right text-ink-3">
          <Time value={latest.at} />
        </Cell>
      </button>
      {isOpen && (
        <ul aria-label="Commands" className="divide-y divide-line border-line border-t bg-sunken">
          {entries.map((entry) => (
            <li key={entry.seq}>
              <AuditRow entry={entry} onOpen={() => onOpen(entry)} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
