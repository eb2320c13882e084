import type { OrganizationScope } from '../context';

/** Pins what a fetch learned about Git servers (deployment contract D2.4); a host that is pinned already keeps its line. */
export async function pinGitHostKeys(scope: OrganizationScope, knownHosts: string): Promise<void> {
  const lines = knownHosts.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const data = lines.map((line) => ({
    organizationId: scope.organizationId,
    host: line.split(' ')[0] ?? '',
    line: line.trim(),
  }));
  if (data.length > 0) await scope.db.gitHostKey.createMany({ data, skipDuplicates: true });
}
