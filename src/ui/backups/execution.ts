import type { Outputs } from '../trpc';

export type Execution = Outputs['database']['listBackups'][number]['executions'][number];

/** Describe a backup in one line: what went wrong or why it did not happen, or its file and whether a restore drill passed. */
export function detailOf({ message, drill_error, proven_at, filename }: Execution): string {
  if (message !== null) return message;
  if (drill_error !== null) return `Not proven by a restore drill: ${drill_error}`;
  return proven_at === null ? filename : `Restore drill passed · ${filename}`;
}

/** Describe where a backup is stored. */
export function placesOf({ status, s3_uploaded, local_storage_deleted }: Execution): string {
  if (status !== 'success') return '';
  if (local_storage_deleted) return 'S3';
  if (s3_uploaded === false) return 'No copy';
  return s3_uploaded ? 'Server and S3' : 'Server';
}

const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Format a size as `640 B` or `1.5 MB`. */
export function fileSize(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const size = bytes / 1024 ** power;
  return `${size >= 10 || power === 0 ? Math.round(size) : size.toFixed(1)} ${units[power]}`;
}
