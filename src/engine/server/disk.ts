import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';

export interface DiskSpace {
  totalBytes: number;
  freeBytes: number;
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
