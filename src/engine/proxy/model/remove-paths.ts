import { AppError } from '../../../domain/error';
import type { Host } from '../../../transport/host';

const DEADLINE_MS = 30_000;

/** Remove files and folders of the proxy; missing ones are fine. */
export async function removePaths(host: Host, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const { code, stderr } = await host.run({
      argv: ['rm', '-rf', '--', path],
      asRoot: true,
      deadlineMs: DEADLINE_MS,
    });
    if (code !== 0)
      throw new AppError('unavailable', `${path} cannot be removed: ${stderr.trim().slice(0, 200)}`);
  }
}
