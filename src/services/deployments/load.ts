import type { Prisma } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import { requireLegal } from '../applications/require-legal';
import type { OrganizationScope } from '../context';

type Place = Pick<OrganizationScope, 'db'>;

const withKey = { include: { privateKey: true } } satisfies Prisma.ServerDefaultArgs;

/** Of the application: what it is, where, with which variables, and what of it runs. */
const application = {
  environment: { include: { project: true } },
  destination: true,
  privateKey: true,
  variables: true,
  releases: { where: { isCurrent: true }, orderBy: { id: 'desc' }, take: 1 },
} satisfies Prisma.ApplicationInclude;

/** Everything a run reads, in one place: the deployment with what it deploys, where, and with which variables. */
export async function loadDeployment(scope: Place, deploymentId: number) {
  const deployment = await scope.db.deployment.findUnique({
    where: { id: deploymentId },
    include: { server: withKey, application: { include: application } },
  });
  if (!deployment) throw notFound('Deployment');
  return deployment;
}

export type LoadedDeployment = Awaited<ReturnType<typeof loadDeployment>>;

/** What a specification is made of: a deployment, or one that is only thought of. */
export type DeploymentSubject = Pick<
  LoadedDeployment,
  'uuid' | 'kind' | 'force' | 'commit' | 'resolvedCommit' | 'imageTag' | 'server' | 'application'
>;

/** A deployment that is not there yet, of the application as it is now. @throws AppError 404 · 409 while it is deleted */
export async function loadPlanned(
  scope: Place,
  applicationUuid: string,
  deployment: Pick<DeploymentSubject, 'uuid' | 'force'>,
): Promise<DeploymentSubject> {
  requirePublicId(applicationUuid, 'Application');
  const found = await scope.db.application.findUnique({
    where: { uuid: applicationUuid },
    include: { ...application, destination: { include: { server: withKey } } },
  });
  if (!found) throw notFound('Application');
  requireLegal(found, 'plan');
  return {
    kind: 'deploy',
    commit: found.gitCommitSha,
    resolvedCommit: null,
    imageTag: found.dockerRegistryImageTag,
    server: found.destination.server,
    application: found,
    ...deployment,
  };
}
