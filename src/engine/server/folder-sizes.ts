import type { Host } from '../../transport/host';

/** Deadline of all measurements: a folder with a million files would take minutes. */
const MEASURE_MS = 10_000;

/** Measure folders, in bytes by path. What took too long or cannot be read is left out. */
export async function folderSizes(host: Host, paths: readonly string[]): Promise<Map<string, number>> {
  const measured = host.run({
    argv: ['du', '-sk', '--', ...paths],
    asRoot: true,
    deadlineMs: MEASURE_MS,
    isQuestion: true,
  });
  const { stdout } = await measured.catch(() => ({ stdout: '' }));
  const sizes = new Map<string, number>();
  for (const line of stdout.split('\n')) {
    const [, kibibytes, path] = /^(\d+)\s+(.+)$/.exec(line) ?? [];
    if (path !== undefined) sizes.set(path, Number(kibibytes) * 1024);
  }
  return sizes;
}
