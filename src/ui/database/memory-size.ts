import { memoryLimit, sizeInBytes } from '../../domain/input/docker/limits';

const MEGABYTE = 1024 ** 2;

/** Format a size as `64 MB` or `1 GB`. */
export function memorySize(megabytes: number): string {
  return megabytes >= 1024 ? `${megabytes / 1024} GB` : `${megabytes} MB`;
}

/** Whether a memory limit, as typed, is less than an idle engine needs; an empty limit is enough. */
export function isTooLittle(limit: string, megabytes: number): boolean {
  if (!memoryLimit.safeParse(limit.trim()).success) return false;
  const bytes = sizeInBytes(limit.trim());
  return bytes > 0 && bytes < megabytes * MEGABYTE;
}
