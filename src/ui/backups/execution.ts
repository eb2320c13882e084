import type { Outputs } from '../trpc';

export type Execution = Outputs['database']['listBackups'][number]['executions'][number];

/** A line about a backup: what went wrong with it, or where it is. */
export function detailOf({ message, drill_error, proven_at, filename }: Execution): string {
  if (message !== null) return message;
  if (drill_error !== null) return `Restore drill failed: ${drill_error}`;
  return proven_at === null ? filename : `Restore drill passed · ${filename}`;
}

/** Where a backup is, in words. */
export function placesOf({ status, s3_uploaded, local_storage_deleted }: Execution): string {
  if (status !== 'success') return '';
  if (local_storage_deleted) return 'S3';
  if (s3_uploaded === false) return 'No copy';
  return s3_uploaded ? 'Server and S3' : 'Server';
}

const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** `640 B`, `1.5 MB`. */
export function fileSize(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const size = bytes / 1024 ** power;
  return `${size >= 10 || power === 0 ? Math.round(size) : size.toFixed(1)} ${units[power]}`;
}
