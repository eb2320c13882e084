import { listImageTimes } from '../../engine/component/release-image';
import type { Host } from '../../engine/server/host';
import type { OrganizationScope } from '../context';
import { keptReleases, type ReleasedImage } from '../releases/kept';
import type { ServerWithKey } from '../servers/find';
import { atWork } from './at-work';

interface Released<Release extends ReleasedImage> {
  application: { dockerImagesToKeep: number } | null;
  /** Newest first. */
  releases: readonly Release[];
}

type Keeping = Pick<ServerWithKey, 'keepsCurrentImageOnly'>;

/** The releases of a workload whose images a cleanup leaves. */
export function keptReleasesOf<Release extends ReleasedImage>(
  { application, releases }: Released<Release>,
  { keepsCurrentImageOnly }: Keeping,
): Release[] {
  return keptReleases(releases, keepsCurrentImageOnly ? 0 : (application?.dockerImagesToKeep ?? 0));
}

/**
 * Forget the sources of the releases on a server that are not kept: no rollback can use them, so their images may be
 * removed.
 */
export async function forgetReleases(
  { db }: Pick<OrganizationScope, 'db'>,
  server: Keeping & Pick<ServerWithKey, 'id'>,
): Promise<void> {
  const workloads = await db.workload.findMany({
    where: {
      destination: { serverId: server.id },
      releases: { some: { specification: { isNot: null } } },
      operations: { none: atWork }, // one may be a rollback to a release
    },
    select: {
      id: true,
      application: { select: { dockerImagesToKeep: true } },
      releases: {
        where: { specification: { isNot: null } },
        select: { id: true, digest: true, isCurrent: true },
        orderBy: { id: 'desc' },
      },
    },
  });
  for (const workload of workloads) {
    const kept = new Set(keptReleasesOf(workload, server).map(({ id }) => id));
    const forgotten = workload.releases.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
    if (forgotten.length > 0)
      await db.releaseSpecification.deleteMany({ where: { releaseId: { in: forgotten } } });
  }
}

/** Forget which images deployments pulled that are gone: pulled again by someone else, they are not Gantry's to remove. */
export async function forgetPulled(
  { db }: Pick<OrganizationScope, 'db'>,
  { id: serverId }: Pick<ServerWithKey, 'id'>,
  host: Host,
): Promise<void> {
  // A deployment may pull and record one while the machine is asked.
  const newest = await db.release.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
  const present = await listImageTimes(host);
  await db.release.updateMany({
    where: {
      id: { lte: newest?.id ?? 0 },
      wasPulled: true,
      digest: { notIn: [...present.keys()] },
      workload: { destination: { serverId } },
    },
    data: { wasPulled: false },
  });
}
