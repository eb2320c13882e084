import type { Prisma } from '../../db/generated/client';
import { AppError, notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import { applicationRecord } from '../application-rows/record';
import type { OrganizationScope } from '../context';
import { requireLegal } from '../workloads/require-legal';
import { asPreview, awaitsApproval, commitToDeploy, type PreviewPlace, placeOf } from './as-preview';

type Place = Pick<OrganizationScope, 'db'>;
type Operation = Pick<Prisma.OperationGetPayload<object>, 'workloadId' | 'pullRequestId'>;

const withKey = { include: { privateKey: true } } satisfies Prisma.ServerDefaultArgs;

/** The parts of an application that a deployment reads. */
const application = {
  application: { include: { privateKey: true } },
  environment: { include: { project: true } },
  destination: true,
  variables: true,
  storages: true,
  aliases: { where: { isOfFile: false }, select: { alias: true } },
  releases: { where: { isCurrent: true }, orderBy: { id: 'desc' }, take: 1 },
} satisfies Prisma.WorkloadInclude;

/** Load everything that a run reads: the deployment with its application, place and variables. */
export async function loadDeployment(scope: Place, operationId: number) {
  const found = await scope.db.operation.findUnique({
    where: { id: operationId },
    include: { server: withKey, deployment: true, workload: { include: application } },
  });
  const record = found && applicationRecord(found.workload);
  if (!found?.deployment || !record) throw notFound('Deployment');
  const { deployment, workload: _, ...operation } = found;
  // Announced as its workload, planned and recorded as an application.
  const row = { ...deployment, ...operation, workload: record };
  const none: PreviewPlace | null = null;
  if (row.pullRequestId === 0) return { ...row, application: record, preview: none };
  const preview = await getPreviewToDeploy(scope, row);
  return { ...row, application: asPreview(record, preview), preview: placeOf(record, preview) };
}

/** @throws AppError conflict for a preview that is gone, or a fork's commit that no member approved */
async function getPreviewToDeploy({ db }: Place, { workloadId, pullRequestId }: Operation) {
  const preview = await db.preview.findFirst({ where: { workloadId, pullRequestId } });
  if (!preview) throw new AppError('conflict', 'The preview was removed.');
  if (awaitsApproval(preview) && commitToDeploy(preview) === '')
    throw new AppError('conflict', 'A member has to approve the pull request first.');
  return preview;
}

export type LoadedDeployment = Awaited<ReturnType<typeof loadDeployment>>;

/** The subject of a specification: a deployment, or one that is only planned. */
export type DeploymentSubject = Pick<
  LoadedDeployment,
  | 'uuid'
  | 'kind'
  | 'force'
  | 'commit'
  | 'resolvedCommit'
  | 'imageTag'
  | 'server'
  | 'buildServerId'
  | 'application'
  | 'preview'
>;

/**
 * Load the application as it is now, as the subject of a deployment that is only planned.
 * @throws AppError 404 · 409 while it is being deleted
 */
export async function loadPlanned(
  scope: Place,
  applicationUuid: string,
  deployment: Pick<DeploymentSubject, 'uuid' | 'force'>,
): Promise<DeploymentSubject> {
  requirePublicId(applicationUuid, 'Application');
  const workload = await scope.db.workload.findUnique({
    where: { uuid: applicationUuid },
    include: { ...application, destination: { include: { server: withKey } } },
  });
  const found = workload && applicationRecord(workload);
  if (!found) throw notFound('Application');
  requireLegal(found, 'plan');
  return {
    kind: 'deploy',
    commit: found.gitCommitSha,
    resolvedCommit: null,
    imageTag: found.dockerRegistryImageTag,
    server: found.destination.server,
    buildServerId: null,
    application: found,
    preview: null,
    ...deployment,
  };
}

/** Load the server of an application, or 404. */
export async function loadRollbackPlace({ db }: Place, applicationUuid: string) {
  requirePublicId(applicationUuid, 'Application');
  const found = await db.workload.findUnique({
    where: { uuid: applicationUuid, kind: 'application', followsId: null },
    select: { id: true, destination: { select: { server: withKey } } },
  });
  if (!found) throw notFound('Application');
  return { id: found.id, server: found.destination.server };
}
