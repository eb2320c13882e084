/** Supported forges, by the contract's names. Forgejo uses Gitea's API and format of webhooks. */
export const forges = ['github', 'gitlab', 'bitbucket', 'gitea'] as const;
export type Forge = (typeof forges)[number];

/** Display names of the forges. */
export const forgeNames: Readonly<Record<Forge, string>> = {
  github: 'GitHub',
  gitlab: 'GitLab',
  bitbucket: 'Bitbucket',
  gitea: 'Gitea or Forgejo',
};
