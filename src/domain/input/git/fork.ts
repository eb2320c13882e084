import { type GitRepository, parseGitRepository } from './git-repository';

/** Owner and repository; dots alone would lead elsewhere. */
const fullName = /^[A-Za-z0-9_][A-Za-z0-9_.-]*\/(?!\.+$)[A-Za-z0-9_.][A-Za-z0-9_.-]*$/;

/** SSH servers of Bitbucket, by the host of its web addresses. */
const webHosts: Readonly<Record<string, string>> = { 'altssh.bitbucket.org': 'bitbucket.org' };

/**
 * The public address of a fork at the forge of a repository: over https, or http where the repository uses that.
 * @param name of the fork, `owner/repo`; null: it is no such name
 */
export function forkAt({ transport, host, port }: GitRepository, name: string): GitRepository | null {
  if (!fullName.test(name)) return null;
  const shown = host.includes(':') ? `[${host}]` : host;
  const origin =
    transport === 'ssh'
      ? `https://${webHosts[host] ?? shown}`
      : `${transport}://${shown}${port === null ? '' : `:${port}`}`;
  return parseGitRepository(`${origin}/${name}.git`);
}
