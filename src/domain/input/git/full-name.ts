import { canonicalAddress } from '../address/host-address';
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

/** Read full names, such as `group/project`, from the repositories of a forge; null for a repository of another host. */
export function fullNamesAt({ htmlUrl, sshHost }: ForgePlace): (repository: GitRepository) => string | null {
  const web = new URL(htmlUrl);
  const host = canonicalAddress(web.hostname.replace(/^\[|\]$/g, ''));
  const port = web.port === '' ? defaultPorts[web.protocol.slice(0, -1)] : Number(web.port);
  const sshHosts = sshHost
    ? [canonicalAddress(sshHost)]
    : [host, ...sshPrefixes.map((prefix) => prefix + host)];
  // A forge may be in a folder of its host, which only web addresses contain.
  const folder = web.pathname.replace(/^\/|\/$/g, '');
  return (repository) => {
    const name = repository.path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
    const at = canonicalAddress(repository.host);
    if (repository.transport === 'ssh') return sshHosts.includes(at) ? name : null;
    if (at !== host || (repository.port ?? defaultPorts[repository.transport]) !== port) return null;
    if (folder === '') return name;
    return name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : null;
  };
}
