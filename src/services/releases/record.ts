import type { Prisma } from '../../db/generated/client';
import type { InputJsonValue } from '../../db/generated/internal/prismaNamespace';
import type { ScopedModels } from '../../db/scope';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { type Facts, factsOf } from '../../engine/plan/facts';
import { describeReleased } from '../../engine/plans/describe-container';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import { keptReleases } from './kept';
import { releasedSpecification, sealSpecification } from './specification';

export interface ReleasedDeployment {
  uuid: string;
  workloadId: number;
  configHash: string;
  snapshot: unknown;
  application: {
    dockerImagesToKeep: number;
    /** The previous release. */
    releases: readonly { container: unknown }[];
  };
}

export interface Released {
  spec: DeploymentSpec;
  /** Version of the definition that made the specification. */
  version: number;
  facts: Facts;
  /** The container of the release that was rolled back to; absent: that of the previous release. */
  container?: unknown;
}

/**
 * Record what was put into service: image, digest, container and route, and its sources. It becomes the current
 * release. Recording the same deployment twice changes nothing.
 */
export async function recordRelease(
  scope: Pick<OrganizationScope, 'db' | 'database' | 'organizationId'>,
  deployment: ReleasedDeployment,
  { spec, version, facts, container = deployment.application.releases[0]?.container }: Released,
): Promise<void> {
  const { basicAuth, ...routing } = spec.component.routing ?? { basicAuth: null };
  const {
    image = '',
    digest = '',
    containerName = '',
    port = null,
    wasPulled = false,
  } = factsOf(facts, spec.component.name);
  const commit = facts.commit ?? null;
  const release = {
    image,
    digest,
    wasPulled: (spec.source.kind === 'image' || spec.source.kind === 'release') && wasPulled,
    containerName,
    routing: routing as unknown as InputJsonValue, // plain data; Prisma's type has no read-only arrays
    port,
    commit,
    configHash: deployment.configHash,
    container: describeReleased(spec, facts, container),
    isCurrent: true,
  };
  const sealed = sealSpecification(scope.database.sealer, {
    version,
    spec: releasedSpecification(spec, { image, digest, commit }),
    snapshot: deployment.snapshot,
  });
  await writeRelease(scope, deployment, release, sealed);
}

type ReleaseColumns = Omit<
  Prisma.ReleaseUncheckedCreateInput,
  'id' | 'uuid' | 'organizationId' | 'workloadId' | 'deploymentUuid' | 'specification' | 'createdAt'
>;

/** Make this the current release of its workload. Writing the same deployment twice changes nothing. */
export async function writeRelease(
  scope: Pick<OrganizationScope, 'db' | 'organizationId'>,
  deployment: Pick<ReleasedDeployment, 'uuid' | 'workloadId'> & {
    application: Pick<ReleasedDeployment['application'], 'dockerImagesToKeep'>;
  },
  release: ReleaseColumns,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const { workloadId, application } = deployment;
  await scope.db.$transaction(async (tx) => {
    await tx.release.updateMany({
      where: { workloadId, isCurrent: true, deploymentUuid: { not: deployment.uuid } },
      data: { isCurrent: false },
    });
    await tx.release.upsert({
      where: { deploymentUuid: deployment.uuid },
      create: {
        uuid: newUuid(),
        organizationId: scope.organizationId,
        workloadId,
        deploymentUuid: deployment.uuid,
        ...release,
        specification: { create: { sealed } },
      },
      update: { ...release, specification: { upsert: { create: { sealed }, update: { sealed } } } },
    });
    await forgetOld(tx, workloadId, application.dockerImagesToKeep);
  });
}

/** Forget the sources of releases that are no longer kept. */
async function forgetOld(tx: ScopedModels, workloadId: number, images: number): Promise<void> {
  const releases = await tx.release.findMany({
    where: { workloadId, specification: { isNot: null } },
    select: { id: true, digest: true, isCurrent: true },
    orderBy: { id: 'desc' },
  });
  const kept = keptReleases(releases, images).map(({ id }) => id);
  await tx.releaseSpecification.deleteMany({
    where: { release: { workloadId }, releaseId: { notIn: kept } },
  });
}
