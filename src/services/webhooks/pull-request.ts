import type { DecisionStatus } from '../../domain/webhook/delivery';
import type { PullRequestEvent } from '../../domain/webhook/event';
import { findApplication } from '../application-rows/find';
import type { ApplicationRecord } from '../application-rows/record';
import type { OrganizationScope } from '../context';
import { ALREADY_QUEUED } from '../deployments/deploy-planned';
import { deployPullRequest } from '../previews/deploy';
import { findPreview } from '../previews/find';
import type { PullRequest } from '../previews/note';
import { requestPreviewRemoval } from '../previews/request-removal';
import { stopWaiting } from '../previews/waiting';

interface Outcome {
  status: DecisionStatus;
  message: string;
  deploymentUuid?: string;
}

interface How {
  /** Uuid of its deployment. */
  delivered: string;
  /** Whether a user asks for it, who wants it deployed even if it is. */
  isReplay: boolean;
}

/**
 * Deploy the changes of a pull request. Forges also call for new titles and reviewers, so a commit that is deployed is
 * not deployed again; one that failed is.
 */
export async function deployPreview(
  scope: OrganizationScope,
  applicationUuid: string,
  event: PullRequestEvent,
  { delivered, isReplay }: How,
): Promise<Outcome> {
  const application = await findApplication(scope, applicationUuid);
  const pullRequest = pullRequestOf(event, application);
  const how = { force: false, delivered, unlessDeployed: !isReplay };
  const request = await deployPullRequest(scope, application, pullRequest, how);
  const { number, commit } = event;
  if (request.outcome === 'waiting')
    return { status: 'skipped', message: `approval needed: pull request ${number} is from a fork` };
  if (request.outcome === 'full') return { status: 'skipped', message: withoutPlace(request) };
  if (request.outcome === 'deployed')
    return {
      status: 'skipped',
      message: `commit \`${commit}\` is ${request.isActive ? 'being deployed' : 'deployed'} already`,
    };
  const { uuid, isDuplicate } = request.started;
  const message = isDuplicate ? ALREADY_QUEUED : `Deployment of pull request ${number} queued.`;
  return { status: 'queued', message, deploymentUuid: uuid };
}

function withoutPlace({ limit, isWaiting }: { limit: number; isWaiting: boolean }): string {
  return isWaiting
    ? `waits: ${limit} of ${limit} previews run; it is deployed when one of them is removed`
    : `the limit of ${limit} previews is reached, and too many pull requests wait`;
}

/** Remove the preview of a closed pull request. */
export async function removePreview(
  scope: OrganizationScope,
  applicationUuid: string,
  number: number,
): Promise<Outcome> {
  const application = await findApplication(scope, applicationUuid);
  const preview = await findPreview(scope, application.id, number);
  const waited = await stopWaiting(scope, application.id, number);
  if (!preview && waited)
    return { status: 'success', message: `pull request ${number} no longer waits for a preview` };
  if (!preview) return { status: 'skipped', message: `pull request ${number} has no preview` };
  const reason = 'the pull request was closed';
  await requestPreviewRemoval(scope, { application, preview, reason, cause: 'webhook' });
  return { status: 'queued', message: `Removal of the preview of pull request ${number} queued.` };
}

/**
 * Remove the preview of a pull request that targeted the application's branch and targets another one by now. A preview
 * that a user requested by number stays: no forge said what it targets.
 */
export async function removeRetargeted(
  scope: OrganizationScope,
  applicationUuid: string,
  { number, branch, message }: { number: number; branch: string; message: string },
): Promise<Outcome> {
  const application = await findApplication(scope, applicationUuid);
  await stopWaiting(scope, application.id, number);
  const preview = await findPreview(scope, application.id, number);
  const isRetargeted = preview !== null && preview.targetBranch !== null && preview.targetBranch !== branch;
  if (!isRetargeted || preview.state === 'removing') return { status: 'skipped', message };
  const reason = `the pull request targets \`${branch}\` by now`;
  await requestPreviewRemoval(scope, { application, preview, reason, cause: 'webhook' });
  return { status: 'queued', message: `Removal of the preview queued: ${message}.` };
}

function pullRequestOf(event: PullRequestEvent, application: ApplicationRecord): PullRequest {
  const { number, title, author, url, branch, sourceBranch, sourceRepository, commit, isFork, isMember } =
    event;
  return {
    pullRequestId: number,
    title,
    author: author ?? null,
    url: url ?? null,
    branch: sourceBranch ?? null,
    targetBranch: branch,
    sourceRepository: sourceRepository ?? null,
    commit,
    imageTag: null,
    isFork,
    needsApproval: isFork && isMember !== true && !application.isPrDeploymentsPublicEnabled,
    approvedCommit: null,
  };
}
