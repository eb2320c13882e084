import type { InputJsonValue } from '../../db/generated/internal/prismaNamespace';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { type Facts, factsOf } from '../../engine/plan/facts';
import { describeReleased } from '../../engine/plans/describe-container';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';

export interface ReleasedDeployment {
  uuid: string;
  workloadId: number;
  configHash: string;
  /** The application, with the release that ran before. */
  application: { releases: readonly { container: unknown }[] };
}

/**
 * Remember what was put into service: image, digest, container and route. It becomes the current release. Recording
 * the same deployment twice changes nothing.
 */
export async function recordRelease(
  scope: Pick<OrganizationScope, 'db' | 'organizationId'>,
  deployment: ReleasedDeployment,
  spec: DeploymentSpec,
  facts: Facts,
): Promise<void> {
  const { basicAuth, ...routing } = spec.component.routing ?? { basicAuth: null };
  const { image = '', digest = '', containerName = '', port = null } = factsOf(facts, spec.component.name);
  const release = {
    image,
    digest,
    containerName,
    routing: routing as unknown as InputJsonValue, // plain data; Prisma's type knows no read-only arrays
    port,
    commit: facts.commit ?? null,
    configHash: deployment.configHash,
    container: describeReleased(spec, facts, deployment.application.releases[0]?.container),
    isCurrent: true,
  };
  const { workloadId } = deployment;
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
      },
      update: release,
    });
  });
}
