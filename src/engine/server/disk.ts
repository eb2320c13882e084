import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';

export interface DiskSpace {
  totalBytes: number;
  freeBytes: number;
}

/** Free space that something needs: both, bytes and a share of the disk. */
export interface DiskNeed {
  minFreeBytes: number;
  minFreeRatio: number;
}

/** Free space that a build needs (`deployment.md` D4.3). */
export const buildNeed: DiskNeed = { minFreeBytes: 2 * 1024 ** 3, minFreeRatio: 0.05 };

/** Whether a disk has the free space that something needs. */
export function hasRoom(
  { freeBytes, totalBytes }: DiskSpace,
  { minFreeBytes, minFreeRatio }: DiskNeed,
): boolean {
  return freeBytes >= minFreeBytes && freeBytes >= totalBytes * minFreeRatio;
}

/** Read size and free space of the filesystem that contains `path` (`df -P`, POSIX; sizes in units of 1024 bytes). */
export async function diskSpace(host: Host, path: string): Promise<DiskSpace> {
  const { code, stdout, stderr } = await host.run({
    argv: ['df', '-Pk', path],
    asRoot: true,
    deadlineMs: 15_000,
  });
  const [, total, , free] = stdout.trim().split('\n').at(-1)?.split(/\s+/) ?? [];
  if (code !== 0 || !Number.isFinite(Number(total)) || !Number.isFinite(Number(free))) {
    throw new AppError(
      'unavailable',
      `The free disk space of the server cannot be read: ${stderr.trim().slice(0, 200)}`,
    );
  }
  return { totalBytes: Number(total) * 1024, freeBytes: Number(free) * 1024 };
}
