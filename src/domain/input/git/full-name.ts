import type { GitRepository } from './git-repository';

/** Where a forge is reached. */
export interface ForgePlace {
  /** Web address, without a final slash. */
  htmlUrl: string;
  /** Name of its SSH server; null: the host of the web address. */
  sshHost: string | null;
}

const defaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443 };
/** Names of the large forges for SSH on port 443: `altssh.gitlab.com`, `ssh.github.com`. */
const sshPrefixes = ['ssh.', 'altssh.'];

/** Full name that a forge gives a repository, such as `group/project`; null for a repository of another host. */
export function fullNameAt({ htmlUrl, sshHost }: ForgePlace, repository: GitRepository): string | null {
  const web = new URL(htmlUrl);
  const host = web.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const name = repository.path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  if (repository.transport === 'ssh') {
    const names = sshHost ? [sshHost.toLowerCase()] : [host, ...sshPrefixes.map((prefix) => prefix + host)];
    return names.includes(repository.host) ? name : null;
  }
  const port = web.port === '' ? defaultPorts[web.protocol.slice(0, -1)] : Number(web.port);
  if (repository.host !== host || (repository.port ?? defaultPorts[repository.transport]) !== port)
    return null;
  // A forge may be in a folder of its host, which only web addresses contain.
  const folder = web.pathname.replace(/^\/|\/$/g, '');
  if (folder === '') return name;
  return name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : null;
}
