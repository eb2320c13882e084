import { memoryLimit, sizeInBytes } from '../../domain/input/docker/limits';

const MEGABYTE = 1024 ** 2;

/** `64 MB`, `1 GB`. */
export function memorySize(megabytes: number): string {
  return megabytes >= 1024 ? `${megabytes / 1024} GB` : `${megabytes} MB`;
}

/** Whether a limit, as it is typed, leaves an engine less than it takes at rest; no limit is enough. */
export function isTooLittle(limit: string, megabytes: number): boolean {
  if (!memoryLimit.safeParse(limit.trim()).success) return false;
  const bytes = sizeInBytes(limit.trim());
  return bytes > 0 && bytes < megabytes * MEGABYTE;
}
