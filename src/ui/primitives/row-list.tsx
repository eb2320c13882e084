'use client';

import { type ReactNode, useState } from 'react';
import { cn } from './cn';
import { Link } from './link';
import { useEndInSight } from './use-end-in-sight';
import { useKeptFocus } from './use-kept-focus';

/** Rows rendered at first, and added each time the end is scrolled into view, so that long lists stay fast. */
const pageSize = 60;
/** Style that makes the browser skip the layout and painting of rows that are out of view. */
const restingRow = '[contain-intrinsic-size:auto_3.75rem] [content-visibility:auto]';

interface RowListProps<T> {
  label: string;
  rows: readonly T[];
  keyOf: (row: T) => string;
  /**
   * Rows that the server still has, requested when the end of the list is scrolled into view; null when all are loaded.
   */
  more?: MoreRows | null;
  children: (row: T) => ReactNode;
}

export interface MoreRows {
  isLoading: boolean;
  load: () => void;
}

/** List of rows separated by lines. Each child is a `Row`. */
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
  /** Name, which links to the page of the row; the link covers the whole row. */
  title: ReactNode;
  href?: string;
  /** Text below the title. */
  detail?: ReactNode;
  /** Cells on the right, on phones below; the caller decides which of them narrow screens hide. */
  children?: ReactNode;
  /** Whether the only cell on phones is small enough to stay next to the title. */
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
 * A cell of a row, with a fixed width on wide screens and the width of its text on phones. Interactive content needs
 * `above`, otherwise the link of the row covers it.
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
