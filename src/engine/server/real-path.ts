import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';
import type { UsedPath } from '../plan/build-template';

const deadlineMs = 15_000;

/**
 * Require that every path exists inside `root` after following all symbolic links (`deployment.md` D3.3), unless it is
 * optional. Takes two commands for any number of paths; the wrong one is searched for only when one is missing.
 */
export async function requireInside(host: Host, root: string, paths: readonly UsedPath[]): Promise<void> {
  const wanted = paths.map(({ path }) => path);
  const [realRoot, ...real] = await realPaths(host, [root, ...wanted]);
  const allThere = real.length === wanted.length && (await exist(host, real));
  for (const [index, { path, setting, isOptional = false }] of paths.entries()) {
    const [target] = allThere ? [real[index]] : await realPaths(host, [path]);
    const shown = path.slice(root.length) || '/';
    if (target === undefined || (!allThere && !(await exist(host, [target])))) {
      if (isOptional) continue;
      throw new AppError('not_found', `${shown} does not exist in the repository. Correct ${setting}.`);
    }
    if (target !== realRoot && !target.startsWith(`${realRoot}/`)) {
      throw new AppError(
        'forbidden',
        `${shown} (${setting}) is a symbolic link that points outside the repository, so it was not read.`,
      );
    }
  }
}

/**
 * Resolve the real paths; empty when a parent of one is missing. Paths contain no newline: they were validated, and
 * are below `root`.
 */
async function realPaths(host: Host, paths: readonly string[]): Promise<string[]> {
  const { code, stdout } = await host.run({
    argv: ['realpath', '--', ...paths],
    asRoot: true,
    deadlineMs,
    isQuestion: true,
  });
  return code === 0 ? stdout.trimEnd().split('\n') : [];
}

/** Resolve a path of a server; null when it leads nowhere. */
export async function realPath(host: Host, path: string): Promise<string | null> {
  const [real] = await realPaths(host, [path]);
  return real !== undefined && (await exist(host, [real])) ? real : null;
}

async function exist(host: Host, paths: readonly string[]): Promise<boolean> {
  const { code } = await host.run({
    argv: ['ls', '-d', '--', ...paths],
    asRoot: true,
    deadlineMs,
    isQuestion: true,
  });
  return code === 0;
}
