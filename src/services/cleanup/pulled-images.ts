import { joinImageReference, listedReference } from '../../domain/input/docker/image-reference';
import type { PulledImage } from '../../engine/cleanup/candidate';
import type { Inventory } from '../../engine/cleanup/inventory';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from '../servers/find';
import { atWork } from './at-work';

type Place = Pick<OrganizationScope, 'db' | 'database' | 'organizationId'>;
type OnServer = Pick<ServerWithKey, 'id'>;

/**
 * Find the images on a server that deployments brought there, by id. A later release of the same image found it there,
 * so one that pulled it is enough.
 */
export async function pulledImages(
  { db }: Place,
  { id: serverId }: OnServer,
  { everyImage }: Pick<Inventory, 'everyImage'>,
): Promise<Map<string, PulledImage>> {
  const releases = await db.release.findMany({
    where: { digest: { in: everyImage.map(({ id }) => id) }, workload: { destination: { serverId } } },
    select: { digest: true, image: true, wasPulled: true, workload: { select: { uuid: true } } },
  });
  const pulled = new Set(releases.filter(({ wasPulled }) => wasPulled).map(({ digest }) => digest));
  return new Map(
    [...pulled].map((id) => {
      const own = releases.filter(({ digest }) => digest === id);
      const workloads = [...new Set(own.map(({ workload }) => workload.uuid))];
      return [id, { workloads, references: new Set(own.map(({ image }) => listedReference(image))) }];
    }),
  );
}

/** List the names of the images that workloads of a server are set to run, as Docker lists them. */
export async function namedImages({ db }: Place, { id: serverId }: OnServer): Promise<Set<string>> {
  const workloads = await db.workload.findMany({
    where: { destination: { serverId } },
    select: {
      application: { select: { dockerRegistryImageName: true, dockerRegistryImageTag: true } },
      database: { select: { image: true } },
      components: { select: { image: true, imageOverride: true } },
    },
  });
  const names = workloads.flatMap(({ application, database, components }) => [
    application?.dockerRegistryImageName
      ? joinImageReference(application.dockerRegistryImageName, application.dockerRegistryImageTag)
      : null,
    database?.image,
    ...components.flatMap(({ image, imageOverride }) => [image, imageOverride]),
  ]);
  return new Set(names.flatMap((name) => (name ? [listedReference(name)] : [])));
}

/** Of these images, list those that releases of other servers use: they may be the same machine. */
export async function keptElsewhere(
  { database }: Place,
  { id: serverId }: OnServer,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const releases = await database.unscoped.release.findMany({
    where: {
      digest: { in: [...ids] },
      workload: { destination: { serverId: { not: serverId } } },
      OR: [{ specification: { isNot: null } }, { isCurrent: true }],
    },
    select: { digest: true },
    distinct: ['digest'],
  });
  return releases.map(({ digest }) => digest);
}

/** Whether an operation is at work on the machine of a server, of any organization: it may have pulled an image. */
export async function isMachineAtWork(
  { database }: Pick<Place, 'database'>,
  { ip }: Pick<ServerWithKey, 'ip'>,
): Promise<boolean> {
  const where = { ...atWork, workload: { destination: { server: { ip } } } };
  return (await database.unscoped.operation.count({ where })) > 0;
}
