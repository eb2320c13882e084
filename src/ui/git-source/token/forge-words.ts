import { type Forge, forges } from '../../../domain/forge';

interface ForgeWords {
  /** Address that a form proposes; empty if every user has another one. */
  address: string;
  addressHint: string;
  /** Rights that a token needs. */
  rights: string;
}

export const forgeWords: Readonly<Record<Forge, ForgeWords>> = {
  github: {
    address: 'https://github.com',
    addressHint: 'For GitHub Enterprise, the address of your server',
    rights: 'A fine-grained token with write access to commit statuses, deployments and pull requests.',
  },
  gitlab: {
    address: 'https://gitlab.com',
    addressHint: 'For a self-managed GitLab, its address',
    rights:
      'A project, group or personal access token with the scope api, and a role that may push to the branch: Developer, or Maintainer if the branch is protected.',
  },
  bitbucket: {
    address: 'https://bitbucket.org',
    addressHint: 'Bitbucket Cloud. Gantry cannot use Bitbucket Data Center.',
    rights:
      'A repository, project or workspace access token with write permission on repositories and pull requests, or an API token as e-mail:token.',
  },
  gitea: {
    address: '',
    addressHint: 'Web address of your Gitea or Forgejo',
    rights: 'An access token with read and write permission on repository and issue.',
  },
};

/** Whether an address is one that a form proposes: the user has not entered another one. */
export function isProposed(address: string): boolean {
  return forges.some((forge) => forgeWords[forge].address === address);
}
