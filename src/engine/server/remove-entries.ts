import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';

const deadlineMs = 60_000;

/** Remove what is in a folder, but not the entry named `keep`. A folder that is not there is empty. */
export async function removeEntries(host: Host, folder: string, keep: string): Promise<void> {
  const exists = await host.run({ argv: ['test', '-d', folder], asRoot: true, deadlineMs, isQuestion: true });
  if (exists.code !== 0) return;
  const others = ['!', '-name', keep, '-exec', 'rm', '-rf', '--', '{}', '+'];
  const { code, stderr } = await host.run({
    argv: ['find', folder, '-mindepth', '1', '-maxdepth', '1', ...others],
    asRoot: true,
    deadlineMs,
  });
  if (code !== 0)
    throw new AppError('unavailable', `${folder} could not be cleared: ${stderr.trim().slice(0, 200)}`);
}
