import { notFound } from '../../domain/error';
import type { OrganizationScope } from '../context';

/** Everything a run reads, in one place: the deployment with what it deploys, where, and with which variables. */
export async function loadDeployment(scope: Pick<OrganizationScope, 'db'>, deploymentId: number) {
  const deployment = await scope.db.deployment.findUnique({
    where: { id: deploymentId },
    include: {
      server: { include: { privateKey: true } },
      application: {
        include: {
          environment: { include: { project: true } },
          destination: true,
          privateKey: true,
          variables: true,
          releases: { where: { isCurrent: true }, orderBy: { id: 'desc' }, take: 1 },
        },
      },
    },
  });
  if (!deployment) throw notFound('Deployment');
  return deployment;
}

export type LoadedDeployment = Awaited<ReturnType<typeof loadDeployment>>;
