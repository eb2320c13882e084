'use client';

import { type ReactNode, useState } from 'react';
import { cn } from './cn';
import { Link } from './link';
import { useEndInSight } from './use-end-in-sight';
import { useKeptFocus } from './use-kept-focus';

/** Rows drawn at first, and added each time the end comes into sight, so that ten thousand stay as quick as twenty. */
const pageSize = 60;
/** Style by which the browser lays out and paints only the rows of a long list that can be seen. */
const restingRow = '[contain-intrinsic-size:auto_3.75rem] [content-visibility:auto]';

interface RowListProps<T> {
  label: string;
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** Rows that the server still has: asked for when the end of these comes into sight. */
  more?: MoreRows | null;
  children: (row: T) => ReactNode;
}

export interface MoreRows {
  isLoading: boolean;
  load: () => void;
}

/** A ruled list. Each row is a `Row`. */
export function RowList<T>({ label, rows, keyOf, more, children }: RowListProps<T>) {
  const [shown, setShown] = useState(pageSize);
  const rest = Math.max(0, rows.length - shown);
  const hasMore = rest > 0 || Boolean(more);
  const end = useEndInSight(hasMore, () => {
    if (rest > 0) setShown((count) => count + pageSize);
    else if (more && !more.isLoading) more.load();
  });
  const list = useKeptFocus(rows);
  return (
    <ul
      ref={list}
      aria-label={label}
      className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface"
    >
      {rows.slice(0, shown).map((row) => (
        <li key={keyOf(row)} className={cn(rows.length > pageSize && restingRow)}>
          {children(row)}
        </li>
      ))}
      {hasMore && (
        <li ref={end} className="px-4 py-3 text-ink-3">
          {rest > 0 && !more ? `${rest} more` : 'More…'}
        </li>
      )}
    </ul>
  );
}

interface RowProps {
  /** The name, which links to the row's page; the whole row follows it. */
  title: ReactNode;
  href?: string;
  /** Text below the title. */
  detail?: ReactNode;
  /** Cells at the right, on phones below; the list says which of them narrow screens drop. */
  children?: ReactNode;
  /** The one cell that phones show is small: it is beside the title there, too. */
  compact?: boolean;
}

export function Row({ title, href, detail, children, compact }: RowProps) {
  return (
    <div
      className={cn(
        'relative flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3 sm:gap-x-6',
        href && 'transition-colors hover:bg-hover',
      )}
    >
      <div className={cn('min-w-0 flex-1', compact ? 'basis-40' : 'basis-56 max-sm:basis-full')}>
        {href ? (
          <Link
            href={href}
            className="font-medium outline-offset-4 after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent-text focus-visible:after:-outline-offset-2"
          >
            {title}
          </Link>
        ) : (
          <span className="font-medium">{title}</span>
        )}
        {detail && <div className="mt-0.5 truncate text-ink-3 text-xs">{detail}</div>}
      </div>
      {children}
    </div>
  );
}

/**
 * A cell of a row, as wide in each row; on phones as wide as its text. Interactive content gets `above`, so that it is
 * not covered by the row's link.
 */
export function Cell({
  className,
  above,
  children,
}: {
  className?: string;
  above?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={cn('max-w-full shrink-0 text-ink-2 max-sm:w-auto', above && 'relative z-10', className)}>
      {children}
    </div>
  );
}
