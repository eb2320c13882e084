import { AppError } from '../../domain/error';
import type { CheckoutAccess } from '../plan/build-template';
import { resolveCommand } from '../plan/text';
import { gitCommand } from '../source/git-command';
import type { ActionContext } from '../step/context';

const deadlineMs = 60_000;

/**
 * Read the settings of a configuration file in the repository, in order; none when the file does not exist. Reads the
 * commit, not the checkout, where the file could be a link.
 */
export async function blobSettings(
  git: CheckoutAccess,
  file: string,
  { host, signal }: ActionContext,
): Promise<[key: string, value: string][]> {
  const run = (argv: readonly string[]) =>
    host.run(resolveCommand(gitCommand({ ...git, allowHttp: false }, argv, deadlineMs), {}), { signal });
  const tree = await run(['-C', git.folder, 'ls-tree', '-z', 'HEAD', '--', file]);
  if (tree.code !== 0)
    throw new AppError('unavailable', `The commit could not be read: ${tree.stderr.trim()}`);
  if (tree.stdout === '') return [];
  const list = await run(['-C', git.folder, 'config', `--blob=HEAD:${file}`, '--null', '--list']);
  if (list.code !== 0)
    throw new AppError(
      'bad_request',
      `${file} of the repository cannot be read as a Git configuration file.`,
    );
  return list.stdout
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const end = entry.indexOf('\n'); // a key without a value
      return end < 0 ? [entry, ''] : [entry.slice(0, end), entry.slice(end + 1)];
    });
}
