import type { DeploymentStep } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';

export type { DeploymentStep };

/** The journal of a deployment as its page shows it, in the order of the plan. */
export async function listDeploymentSteps(
  scope: Pick<OrganizationScope, 'db'>,
  uuid: string,
): Promise<DeploymentStep[]> {
  requirePublicId(uuid, 'Deployment');
  const deployment = await scope.db.deployment.findUnique({
    where: { uuid },
    include: { steps: { orderBy: [{ position: 'asc' }, { startedAt: 'asc' }] } },
  });
  if (!deployment) throw notFound('Deployment');
  return deployment.steps;
}
