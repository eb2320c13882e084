'use client';

import { useNow } from './use-now';

/**
 * Units, their lengths in seconds, and the seconds from which each is used: "in 90 days" is more exact than "in 3
 * months".
 */
const units = [
  ['year', 31_536_000, 31_536_000],
  ['month', 2_592_000, 10_368_000],
  ['day', 86_400, 86_400],
  ['hour', 3600, 3600],
  ['minute', 60, 60],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

/**
 * Format a time as `3 min. ago` or `in 2 days`; within a minute in either direction as `just now`, because clocks
 * differ.
 */
export function formatRelative(date: Date, now: Date): string {
  const seconds = (date.getTime() - now.getTime()) / 1000;
  for (const [unit, size, from] of units) {
    if (Math.abs(seconds) >= from) return relative.format(Math.round(seconds / size), unit);
  }
  return 'just now';
}

/** A time relative to now; the exact time is in the tooltip. */
export function Time({ value }: { value: string | null | undefined }) {
  const now = useNow(30_000);
  if (!value) return <span className="text-ink-3">never</span>;
  const date = readTime(value);
  return (
    <time
      dateTime={date.toISOString()}
      title={date.toLocaleString()}
      className="whitespace-nowrap tabular-nums"
    >
      {formatRelative(date, now)}
    </time>
  );
}

/** Parse a time in either format of the contract (coolify-api §5.2); without a zone it is UTC. */
export function readTime(value: string): Date {
  return new Date(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value) ? `${value.replace(' ', 'T')}Z` : value);
}
