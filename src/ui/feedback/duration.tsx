'use client';

import { readTime } from './time';
import { useNow } from './use-now';

/** Format a duration as `0.4 s`, `12 s`, `3 m 05 s`, `1 h 02 m`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${two((seconds % 3600) / 60)} m`;
}

/** Duration between two times; it counts up until the end is known. */
export function Duration({ from, to }: { from: string | null | undefined; to: string | null | undefined }) {
  const now = useNow(from && !to ? 500 : null);
  if (!from) return null;
  const end = to ? readTime(to) : now;
  return <span className="tabular-nums">{formatDuration(end.getTime() - readTime(from).getTime())}</span>;
}
