import type { Preview } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import { operationCan } from '../../domain/states';
import { newUuid } from '../../lib/random';
import type { ApplicationRecord } from '../application-rows/record';
import type { OrganizationScope, Scope } from '../context';
import { awaitsApproval, commitToDeploy } from '../deployments/as-preview';
import { startDeployment } from '../deployments/start';
import { requestPreviewComment } from '../forge-reports/preview-comment';
import type { StartedOperation } from '../operations/request';
import { keepPullRequest, type PullRequest } from './note';
import { stopWaiting, waitForPlace } from './waiting';

type Requester = OrganizationScope & Partial<Pick<Scope, 'principal'>>;

export interface HowToDeploy {
  force: boolean;
  /** Uuid from a webhook delivery, which starts at most one deployment with it, and waits for a place if there is none. */
  delivered?: string;
  /** Whether to leave a preview alone whose last deployment is of the same commit and did not fail. */
  unlessDeployed?: boolean;
}

/** The outcome of a request to deploy a pull request. */
export type PreviewRequest =
  | { outcome: 'started'; started: StartedOperation }
  /** A member must approve its newest commit first. */
  | { outcome: 'waiting' }
  /** Its commit is running, or on its way. */
  | { outcome: 'deployed'; isActive: boolean }
  /** The application already has as many previews as it may have. */
  | { outcome: 'full'; limit: number; isWaiting: boolean };

/** @throws AppError bad_request for an application that cannot have previews, or whose previews are off */
export function requirePreviews(application: ApplicationRecord): void {
  if (application.sourceKind === 'compose')
    throw new AppError(
      'bad_request',
      'The compose file of this application is not in a repository, so there are no pull requests to preview.',
    );
  if (!application.isPreviewDeploymentsEnabled)
    throw new AppError(
      'bad_request',
      'Previews are off for this application. Set is_preview_deployments_enabled first.',
    );
}

/**
 * Store what is known of a pull request, and deploy it if no approval is needed.
 * @throws AppError as `requirePreviews`, `keepPullRequest` and `startDeployment`
 */
export async function deployPullRequest(
  scope: Requester,
  application: ApplicationRecord,
  pullRequest: PullRequest,
  how: HowToDeploy,
): Promise<PreviewRequest> {
  requirePreviews(application);
  const preview = await keepPullRequest(scope, application, pullRequest);
  if (!preview) {
    const { delivered } = how;
    const isWaiting =
      delivered !== undefined && (await waitForPlace(scope, application.id, pullRequest, delivered));
    return { outcome: 'full', limit: application.previewLimit, isWaiting };
  }
  await stopWaiting(scope, application.id, pullRequest.pullRequestId);
  if (awaitsApproval(preview)) {
    await requestPreviewComment(scope, preview);
    return { outcome: 'waiting' };
  }
  const earlier = how.unlessDeployed ? await findSameCommit(scope, preview) : null;
  if (earlier && earlier.uuid !== how.delivered)
    return { outcome: 'deployed', isActive: earlier.status !== 'finished' };
  return { outcome: 'started', started: await startPreview(scope, application, preview, how) };
}

/**
 * Find the last deployment of a preview if it is of the commit that would be deployed, and is active or finished. One
 * that was being removed has state `waiting` by now, and nothing of it stays.
 */
async function findSameCommit({ db }: Requester, preview: Preview) {
  const { state, deploymentUuid } = preview;
  if (deploymentUuid === null || (state !== 'deploying' && state !== 'running')) return null;
  const commit = commitToDeploy(preview);
  // Bitbucket shortens commits.
  const isSame = [{ commit }, { resolvedCommit: { startsWith: commit } }];
  return db.operation.findFirst({
    where: {
      uuid: deploymentUuid,
      status: { in: ['queued', 'in_progress', 'finished'] },
      deployment: { OR: isSame },
    },
    select: { uuid: true, status: true },
  });
}

/** Start a deployment of a preview, with the commit that may be deployed. @throws AppError as `startDeployment` */
export async function startPreview(
  scope: Requester,
  application: ApplicationRecord,
  preview: Preview,
  { force, delivered }: HowToDeploy,
): Promise<StartedOperation> {
  const uuid = delivered ?? newUuid();
  const { id, state, deploymentUuid } = preview;
  // A forge's retry and the sweep may start it at the same time.
  if (deploymentUuid === uuid && (await isKnown(scope, uuid))) return { uuid, isDuplicate: true };
  // First: the deployment may end before this call continues.
  await scope.db.preview.updateMany({ where: { id }, data: { state: 'deploying', deploymentUuid: uuid } });
  const goBack = () =>
    scope.db.preview.updateMany({ where: { id, deploymentUuid: uuid }, data: { state, deploymentUuid } });
  try {
    const request = { applicationUuid: application.uuid, kind: 'deploy', force, preview, uuid } as const;
    const started = await startDeployment(scope, { ...request, isPushed: delivered !== undefined });
    if (started.isDuplicate) await follow(scope, id, started.uuid);
    return started;
  } catch (error) {
    if (await isKnown(scope, uuid)) await follow(scope, id, uuid);
    else await goBack();
    throw error;
  }
}

async function isKnown({ db }: Requester, uuid: string): Promise<boolean> {
  return (await db.operation.count({ where: { uuid } })) > 0;
}

/** Make an existing deployment the last one of a preview. It may have ended before the preview named it. */
async function follow({ db }: Requester, id: number, uuid: string): Promise<void> {
  const deploying = { state: 'deploying', deploymentUuid: uuid } as const;
  await db.preview.updateMany({ where: { id }, data: deploying });
  const { status } = await db.operation.findUniqueOrThrow({ where: { uuid }, select: { status: true } });
  if (!operationCan.isTerminal(status)) return;
  const state = status === 'finished' ? 'running' : 'failed';
  await db.preview.updateMany({ where: { id, ...deploying }, data: { state } });
}
