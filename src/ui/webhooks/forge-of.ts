import { parseGitRepository } from '../../domain/input/git/git-repository';
import type { WebhookProvider } from '../../domain/webhook/provider';

const hosts: readonly { name: RegExp; forge: WebhookProvider }[] = [
  { name: /(^|\.)gitlab\./, forge: 'gitlab' },
  { name: /(^|\.)bitbucket\./, forge: 'bitbucket' },
  { name: /(^|\.)(gitea|forgejo|codeberg)\./, forge: 'gitea' },
];

/** Guess the forge of a repository from its host name; GitHub if the name does not show it. */
export function forgeOf(repository: string | null): WebhookProvider {
  const host = parseGitRepository(repository ?? '')?.host ?? '';
  return hosts.find(({ name }) => name.test(host))?.forge ?? 'github';
}
