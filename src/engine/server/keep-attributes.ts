import { posix } from 'node:path';
import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';

const deadlineMs = 15_000;

/** Give a file the mode and owner of the newest other file in its folder; without another one it keeps its own. */
export async function keepAttributes(host: Host, path: string): Promise<void> {
  const folder = posix.dirname(path);
  const { stdout: names } = await ask(host, ['ls', '-t', '--', folder]);
  const last = names.split('\n').find((name) => name !== '' && name !== posix.basename(path));
  if (last === undefined) return;
  const { stdout } = await ask(host, ['stat', '-c', '%a %u:%g', '--', `${folder}/${last}`]);
  const [mode, owner] = stdout.trim().split(' ');
  if (!mode || !owner) return;
  await ask(host, ['chown', '--', owner, path]);
  // After the owner, because chown clears the special bits.
  await ask(host, ['chmod', '--', mode, path]);
}

async function ask(host: Host, argv: readonly [string, ...string[]]) {
  const result = await host.run({ argv, asRoot: true, deadlineMs });
  if (result.code === 0) return result;
  const reason = result.stderr.trim().slice(0, 200);
  throw new AppError('unavailable', `The mode and owner of a file could not be preserved: ${reason}`);
}
