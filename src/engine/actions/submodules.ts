import { AppError } from '../../domain/error';
import { type GitRepository, parseGitRepository } from '../../domain/input/git/git-repository';
import { resolveSubmoduleUrl } from '../../domain/input/git/submodule-url';
import type { ActionOf } from '../plan/action';
import { resolveCommand } from '../plan/text';
import { requireInside } from '../server/real-path';
import { gitCommand } from '../source/git-command';
import { requireReachable } from '../source/reachable-repository';
import type { ActionContext, ActionFunction } from '../step/context';
import { blobSettings } from './blob-settings';
import { commandFailure, runOnce } from './commands';

const localDeadlineMs = 60_000;
const fetchDeadlineMs = 15 * 60_000;
/** Deepest level of submodules: a repository could contain itself. */
const deepestLevel = 10;
const mostSubmodules = 200;

/** A checkout that may hold submodules. */
interface Holder {
  folder: string;
  repository: GitRepository;
  level: number;
}

interface Submodule {
  name: string;
  path: string;
  repository: GitRepository;
}

/**
 * Fetch submodules level by level: each address in a checkout is resolved and checked like that of the repository
 * (hostile-inputs rows 4 to 6), and Git gets the checked address.
 */
export const fetchSubmodules: ActionFunction<'fetch-submodules'> = async (action, context) => {
  const repository = parseGitRepository(action.repository);
  if (!repository) throw new AppError('internal', 'The repository has no address.');
  const holders: Holder[] = [{ folder: action.git.folder, repository, level: 1 }];
  let count = 0;
  for (let holder = holders.shift(); holder; holder = holders.shift()) {
    const submodules = await submodulesOf(action, holder, context);
    count += submodules.length;
    if (submodules.length === 0) continue;
    if (count > mostSubmodules || holder.level > deepestLevel)
      throw new AppError(
        'bad_request',
        `The repository has more than ${mostSubmodules} submodules, or submodules nested more than ${deepestLevel} levels deep.`,
      );
    await fetchAll(action, holder.folder, submodules, context);
    for (const { path, repository } of submodules)
      holders.push({ folder: `${holder.folder}/${path}`, repository, level: holder.level + 1 });
  }
  return undefined;
};

/** List the submodules of a checkout, each with an allowed address. */
async function submodulesOf(
  { git }: ActionOf<'fetch-submodules'>,
  { folder, repository }: Holder,
  context: ActionContext,
): Promise<Submodule[]> {
  const named = new Map<string, { path?: string; url?: string; update?: string }>();
  for (const [key, value] of await blobSettings({ ...git, folder }, '.gitmodules', context)) {
    const [, name, member] = /^submodule\.(.+)\.(path|url|update)$/s.exec(key) ?? [];
    if (name !== undefined && member !== undefined) named.set(name, { ...named.get(name), [member]: value });
  }
  const links = await gitLinks(
    git,
    folder,
    [...named.values()].map(({ path }) => path ?? ''),
    context,
  );
  const submodules: Submodule[] = [];
  for (const [name, { path, url, update }] of named) {
    if (path === undefined || !links.has(path) || update === 'none') continue;
    const resolved = url === undefined ? null : resolveSubmoduleUrl(repository, url);
    if (!resolved || hasControls(name))
      throw new AppError(
        'bad_request',
        `The address of the submodule "${shown(path)}" is not one that Gantry can fetch from. ` +
          'Use https, ssh or a path relative to the repository, without credentials.',
      );
    await requireReachable(git.internalHosts, resolved, `The host of the submodule "${shown(path)}",`);
    submodules.push({ name, path, repository: resolved });
  }
  return submodules;
}

/** Find the paths that are submodules in the commit itself. */
async function gitLinks(
  git: ActionOf<'fetch-submodules'>['git'],
  folder: string,
  paths: readonly string[],
  { host, signal }: ActionContext,
): Promise<Set<string>> {
  const wanted = paths.filter((path) => path !== '' && !hasControls(path));
  if (wanted.length === 0) return new Set();
  const argv = ['-C', folder, 'ls-files', '--stage', '-z', '--', ...wanted];
  const { stdout } = await host.run(localGit(git, argv), { signal });
  const links = stdout.split('\0').map((entry) => /^160000 [0-9a-f]+ 0\t(.+)$/s.exec(entry)?.[1]);
  return new Set(links.filter((path) => path !== undefined));
}

async function fetchAll(
  { git, forwardKey }: ActionOf<'fetch-submodules'>,
  folder: string,
  submodules: readonly Submodule[],
  context: ActionContext,
): Promise<void> {
  for (const { name, repository } of submodules) {
    const argv = ['-C', folder, 'config', '--local', `submodule.${name}.url`, repository.url];
    const { code, stderr } = await context.host.run(localGit(git, argv), { signal: context.signal });
    if (code !== 0) throw new AppError('unavailable', `A submodule could not be set up: ${stderr.trim()}`);
  }
  const allowHttp = submodules.some(({ repository }) => repository.transport === 'http');
  const paths = submodules.map(({ path }) => path);
  const update = (...options: string[]) => {
    // Only the address was checked, not where it redirects.
    const argv = ['-c', 'http.followRedirects=false', '-C', folder, 'submodule', '--quiet', 'update'];
    return literal(
      gitCommand({ ...git, allowHttp }, [...argv, '--checkout', ...options, '--', ...paths], fetchDeadlineMs),
    );
  };
  let result = await runOnce(update('--depth=1'), { forwardKey }, context);
  if (result.code !== 0) result = await runOnce(update(), { forwardKey }, context);
  if (result.code !== 0)
    throw commandFailure(
      {
        command: update(),
        explain:
          'A submodule could not be fetched. Check that its address is correct and does not redirect, and that this server can read it.',
      },
      result,
    );
  const setting = '.gitmodules';
  await requireInside(
    context.host,
    git.folder,
    paths.map((path) => ({ path: `${folder}/${path}`, setting })),
  );
}

/** Make a command take pathspecs literally, whatever characters they contain. */
function literal<T extends ReturnType<typeof gitCommand>>(command: T): T {
  return { ...command, env: { ...command.env, GIT_LITERAL_PATHSPECS: '1' } };
}

function localGit(git: ActionOf<'fetch-submodules'>['git'], argv: readonly string[]) {
  return resolveCommand(literal(gitCommand({ ...git, allowHttp: false }, argv, localDeadlineMs)), {});
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function shown(path: string): string {
  return path.slice(0, 80);
}
