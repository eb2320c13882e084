import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { ApplicationRecord } from '../application-rows/record';
import type { OrganizationScope } from '../context';
import { usableBuildServer } from '../servers/build-server';

/** Id of the server that builds a deployment, in whose build queue it waits; null: no build server does. */
export async function placeOfBuild(
  scope: OrganizationScope,
  application: Pick<ApplicationRecord, 'id' | 'useBuildServer' | 'buildPack' | 'sourceKind'>,
  kind: 'deploy' | 'restart',
): Promise<number | null> {
  const { useBuildServer, buildPack, sourceKind } = application;
  const isBuilt = kind === 'deploy' && buildPack !== 'dockerimage' && sourceKind !== 'compose';
  if (!useBuildServer || !isBuilt || buildPack === 'dockercompose') return null;
  // Without one, the deployment fails with the reason when its turn comes.
  return (await usableBuildServer(scope, application))?.id ?? null;
}

/** Record where it is actually built: the intended server may be gone by then. */
export async function keepPlaceOfBuild(
  { db }: OrganizationScope,
  { id, buildServerId }: { id: number; buildServerId: number | null },
  { buildServer }: Pick<DeploymentSpec, 'buildServer'>,
): Promise<void> {
  const server = buildServer && (await db.server.findUnique({ where: { uuid: buildServer.uuid } }));
  const found = server?.id ?? null;
  if (found !== buildServerId) await db.operation.update({ where: { id }, data: { buildServerId: found } });
}
