import type { Forge } from '../../domain/forge';
import { parseGitRepository } from '../../domain/input/git/git-repository';

const hosts: readonly { name: RegExp; forge: Forge }[] = [
  { name: /(^|\.)gitlab\./, forge: 'gitlab' },
  { name: /(^|\.)bitbucket\./, forge: 'bitbucket' },
  { name: /(^|\.)(gitea|forgejo|codeberg)\./, forge: 'gitea' },
];

/** Guess the forge of a repository from its host name; GitHub if the name does not show it. */
export function forgeOf(repository: string | null): Forge {
  const host = parseGitRepository(repository ?? '')?.host ?? '';
  return hosts.find(({ name }) => name.test(host))?.forge ?? 'github';
}
