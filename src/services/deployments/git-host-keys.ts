import type { GitRepository } from '../../domain/input/git/git-repository';
import { hostLines, knownHostsFile } from '../../engine/source/known-hosts';
import { isWellKnownHost } from '../../engine/source/well-known-hosts';
import type { OrganizationScope } from '../context';
import type { DeploymentSubject } from './load';

/** The `known_hosts` of a deployment: what the organization pinned, and the published keys of large providers. */
export async function pinnedHostKeys(scope: OrganizationScope): Promise<string> {
  return knownHostsFile(await scope.db.gitHostKey.findMany({ orderBy: { id: 'asc' } }));
}

/**
 * Pin the host key that a fetch learned for the repository's host (deployment contract D2.4); a host that is pinned
 * already keeps its line. Servers write these lines, so those of other hosts are dropped here, as they were when read.
 */
export async function pinGitHostKeys(scope: OrganizationScope, knownHosts: string): Promise<void> {
  const [first = ''] = knownHosts.split('\n');
  const [host = ''] = first.split(' ');
  const [line] = hostLines(first, host);
  if (line === undefined || isWellKnownHost(host)) return;
  const data = [{ organizationId: scope.organizationId, host, line }];
  await scope.db.gitHostKey.createMany({ data, skipDuplicates: true });
}

/**
 * The host keys of servers that the application's deploy key also opens, without the repository's own host; null when
 * it opens none. While the key is lent, it must sign nothing for logging in there.
 */
export async function openedServers(
  scope: OrganizationScope,
  { application }: DeploymentSubject,
  { host }: GitRepository,
): Promise<string[] | null> {
  if (!application.privateKey) return null;
  const servers = await scope.db.server.findMany({
    where: { privateKeyId: application.privateKey.id },
    select: { ip: true, hostKey: true },
    orderBy: { id: 'asc' },
  });
  if (servers.length === 0) return null;
  return servers
    .filter(({ ip }) => ip !== host)
    .map(({ hostKey }) => hostKey)
    .filter((key) => key !== null);
}
