import { AppError } from '../../domain/error';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from './find';

/**
 * Find the server that builds an application: always the same one, because it has the cache of earlier builds.
 * @param meant the one that was chosen before, which stays while it is usable
 * @throws AppError `bad_request` when the organization has no usable one
 */
export async function findBuildServer(
  scope: Pick<OrganizationScope, 'db'>,
  application: { id: number },
  meant: number | null = null,
): Promise<ServerWithKey> {
  const server = await usableBuildServer(scope, application, meant);
  if (server) return server;
  throw new AppError(
    'bad_request',
    'use_build_server is on, but the organization has no usable build server. Validate one (is_build_server), or turn use_build_server off.',
  );
}

/** Find the build server of an application; null: the organization has no usable one. */
export async function usableBuildServer(
  { db }: Pick<OrganizationScope, 'db'>,
  { id }: { id: number },
  meant: number | null = null,
): Promise<ServerWithKey | null> {
  const servers = await db.server.findMany({
    where: { isBuildServer: true, state: 'usable' },
    include: { privateKey: true },
    orderBy: { id: 'asc' },
  });
  return servers.find((server) => server.id === meant) ?? servers[id % servers.length] ?? null;
}
