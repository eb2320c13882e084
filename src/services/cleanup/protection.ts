import { dockerLabel } from '../../domain/docker-label';
import { previewName, workloadOf } from '../../domain/workload/preview-name';
import type { Protection } from '../../engine/cleanup/candidate';
import { type Inventory, resourcesOf } from '../../engine/cleanup/inventory';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from '../servers/find';
import { atWork } from './at-work';
import { keptElsewhere, namedImages, pulledImages } from './pulled-images';
import { keptReleasesOf } from './releases';

type Place = Pick<OrganizationScope, 'db'>;
type WholePlace = Pick<OrganizationScope, 'db' | 'database' | 'organizationId'>;

/** What a cleanup must leave on a server. */
export async function protectionOf(
  scope: WholePlace,
  server: Pick<ServerWithKey, 'id' | 'keepsCurrentImageOnly'>,
  inventory: Inventory,
): Promise<Protection> {
  const { db } = scope;
  const pulled = await pulledImages(scope, server, inventory);
  const owners = [...pulled.values()].flatMap((image) => image.workloads);
  const uuids = [...new Set([...resourcesOf(inventory).map(workloadOf), ...owners])];
  const environments = inventory.networks.map(({ labels }) => labels[dockerLabel.environment] ?? '');
  const [workloads, unattached, idle, named, elsewhere] = await Promise.all([
    db.workload.findMany({
      where: { uuid: { in: uuids } },
      select: {
        uuid: true,
        application: { select: { dockerRegistryImageName: true, dockerImagesToKeep: true } },
        previews: { select: { pullRequestId: true } },
        operations: { where: atWork, select: { id: true }, take: 1 },
        releases: {
          where: { OR: [{ specification: { isNot: null } }, { isCurrent: true }] },
          select: { id: true, digest: true, isCurrent: true },
          orderBy: { id: 'desc' },
        },
      },
    }),
    db.unattachedVolume.findMany({ where: { serverId: server.id } }),
    db.environment.findMany({
      where: { uuid: { in: environments }, workloads: { none: { operations: { some: atWork } } } },
      select: { uuid: true },
    }),
    pulled.size === 0 ? new Set<string>() : namedImages(scope, server),
    keptElsewhere(scope, server, [...pulled.keys()]),
  ]);
  return {
    existing: new Set(
      workloads.flatMap(({ uuid, previews }) => [
        uuid,
        ...previews.map(({ pullRequestId }) => previewName(uuid, pullRequestId)),
      ]),
    ),
    busy: new Set(workloads.filter(({ operations }) => operations.length > 0).map(({ uuid }) => uuid)),
    released: new Set([
      ...workloads.flatMap((workload) => keptReleasesOf(workload, server).map(({ digest }) => digest)),
      ...elsewhere,
    ]),
    pulled,
    named,
    repositories: new Map(
      workloads.flatMap(({ uuid, application }) =>
        application?.dockerRegistryImageName ? [[uuid, application.dockerRegistryImageName] as const] : [],
      ),
    ),
    unattachedSince: new Map(unattached.map(({ name, since }) => [name, since])),
    idleEnvironments: new Set(idle.map(({ uuid }) => uuid)),
  };
}

/** Whether a workload has an unfinished operation. */
export async function isBusy({ db }: Place, workload: string): Promise<boolean> {
  return (
    workload !== '' && (await db.operation.count({ where: { ...atWork, workload: { uuid: workload } } })) > 0
  );
}
