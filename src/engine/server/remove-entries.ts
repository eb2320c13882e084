import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';

const deadlineMs = 60_000;
const treeDeadlineMs = 300_000;

/** Remove a file or a folder with its contents. A missing one is fine. */
export async function removeTree(host: Host, path: string): Promise<void> {
  const { code, stderr } = await host.run({
    argv: ['rm', '-rf', '--', path],
    asRoot: true,
    deadlineMs: treeDeadlineMs,
  });
  if (code !== 0)
    throw new AppError('unavailable', `${path} could not be removed: ${stderr.trim().slice(0, 200)}`);
}

/** Remove the contents of a folder except these names. A missing folder is empty. */
export async function removeEntries(host: Host, folder: string, keep: readonly string[]): Promise<void> {
  const exists = await host.run({ argv: ['test', '-d', folder], asRoot: true, deadlineMs, isQuestion: true });
  if (exists.code !== 0) return;
  const named = keep.flatMap((name) => ['!', '-name', name]);
  const others = [...named, '-exec', 'rm', '-rf', '--', '{}', '+'];
  const { code, stderr } = await host.run({
    argv: ['find', folder, '-mindepth', '1', '-maxdepth', '1', ...others],
    asRoot: true,
    deadlineMs,
  });
  if (code !== 0)
    throw new AppError('unavailable', `${folder} could not be cleared: ${stderr.trim().slice(0, 200)}`);
}
