import { AppError } from '../../domain/error';
import { parseGitRepository } from '../../domain/input/git/git-repository';
import { requireReachable } from '../source/reachable-repository';
import type { ActionFunction } from '../step/context';
import { blobSettings } from './blob-settings';

/** Settings of .lfsconfig that name a server (git-lfs-config(5)); without one, LFS asks the repository's host. */
const serverKey = /^(lfs\.(push)?url|remote\..*\.(lfs)?(push)?url)$/s;

/** Parse the URL of an LFS server, which unlike a repository may have no path. */
const serverOf = (url: string) => parseGitRepository(url) ?? parseGitRepository(url.replace(/\/*$/, '/lfs'));

/** Refuse an LFS server whose address would be refused for a repository (hostile-inputs rows 4 to 6). */
export const checkLfsServers: ActionFunction<'check-lfs-servers'> = async ({ git }, context) => {
  for (const [key, value] of await blobSettings(git, '.lfsconfig', context)) {
    if (!serverKey.test(key)) continue;
    const server = /^[^/:]+\/[^/:]+$/.test(value) ? null : serverOf(value);
    if (!server)
      throw new AppError(
        'bad_request',
        `${key.slice(0, 80)} in .lfsconfig is not an address that Gantry can fetch from. Use https or ssh, without credentials.`,
      );
    await requireReachable(
      git.internalHosts,
      server,
      `The LFS server of the repository (${key.slice(0, 80)}),`,
    );
  }
  return undefined;
};
