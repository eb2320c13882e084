'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cn } from './cn';
import { Link } from './link';

/** Rows drawn at first, and added each time the end comes into sight: ten thousand stay as quick as twenty. */
const pageSize = 60;

interface RowListProps<T> {
  label: string;
  rows: readonly T[];
  keyOf: (row: T) => string;
  children: (row: T) => ReactNode;
}

/** A ruled list. Each row is a `Row`. */
export function RowList<T>({ label, rows, keyOf, children }: RowListProps<T>) {
  const [shown, setShown] = useState(pageSize);
  const end = useRef<HTMLLIElement>(null);
  const hasMore = shown < rows.length;

  useEffect(() => {
    if (!hasMore || !end.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setShown((count) => count + pageSize),
      { rootMargin: '600px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [hasMore]);

  return (
    <ul
      aria-label={label}
      className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface"
    >
      {rows.slice(0, shown).map((row) => (
        <li key={keyOf(row)}>{children(row)}</li>
      ))}
      {hasMore && (
        <li ref={end} className="px-4 py-3 text-ink-3">
          {rows.length - shown} more
        </li>
      )}
    </ul>
  );
}

interface RowProps {
  /** The name, which links to the row's page; the whole row follows it. */
  title: ReactNode;
  href?: string;
  /** Below the title. */
  detail?: ReactNode;
  /** Cells at the right; the list says which of them narrow screens drop. */
  children?: ReactNode;
}

export function Row({ title, href, detail, children }: RowProps) {
  return (
    <div
      className={cn(
        'relative flex flex-wrap items-center gap-x-6 gap-y-1.5 px-4 py-3',
        href && 'transition-colors hover:bg-hover',
      )}
    >
      <div className="min-w-0 flex-1 basis-56">
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

/** A cell of a row, as wide in each row. Interactive content gets `above`, so that it is not covered by the row's link. */
export function Cell({
  className,
  above,
  children,
}: {
  className?: string;
  above?: boolean;
  children: ReactNode;
}) {
  return <div className={cn('shrink-0 text-ink-2', above && 'relative z-10', className)}>{children}</div>;
}
