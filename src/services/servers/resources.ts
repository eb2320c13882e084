import { listServerResources, type ServerResource } from '../../db/queries/list-server-resources';
import { requirePublicId } from '../../domain/id';
import type { Scope } from '../context';
import { getServer, type ServerRow } from './list';

export type { ServerResource };

/** List the workloads on the server, oldest first. */
export function resourcesOn(scope: Scope, server: Pick<ServerRow, 'id'>): Promise<ServerResource[]> {
  const { organizationId, visibility } = scope;
  return listServerResources(scope.database.pool, { organizationId, visibility, serverId: server.id });
}

/** List the host names that applications on the server (or one of them) answer to, without duplicates. */
export async function domainsOn(
  scope: Scope,
  uuid: string,
  applicationUuid?: string,
): Promise<{ ip: string; domains: string[] }[]> {
  const server = await getServer(scope, uuid);
  if (applicationUuid !== undefined) requirePublicId(applicationUuid, 'Application');
  const isThere = { destination: { serverId: server.id } };
  const rows = await scope.db.domain.findMany({
    where: {
      workload: { uuid: applicationUuid },
      // Previews are only at the main destination.
      OR: [{ workload: isThere }, { pullRequestId: 0, workload: { followers: { some: isThere } } }],
    },
    distinct: ['host'],
    orderBy: { host: 'asc' },
    select: { host: true },
  });
  return rows.length === 0 ? [] : [{ ip: server.ip, domains: rows.map(({ host }) => host) }];
}
