import { z } from 'zod';

/** ISO 8601 in UTC with microseconds. */
export const timestamp = z.string().meta({ example: '2026-08-22T17:22:50.000000Z' });

/** Date and time without a zone, which is UTC (`last_online_at`, `started_at`). */
export const plainTimestamp = z.string().meta({ example: '2026-08-22 17:22:50' });

export function toTimestamp(date: Date): z.infer<typeof timestamp> {
  return date.toISOString().replace('Z', '000Z'); // JavaScript's dates have only milliseconds
}

export function toPlainTimestamp(date: Date): z.infer<typeof plainTimestamp> {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}
