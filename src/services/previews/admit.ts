import { AppError, errorMessage } from '../../domain/error';
import { findApplication } from '../application-rows/find';
import { type OrganizationScope, organizationScopeOf } from '../context';
import { isDatabaseFailure } from '../known-failure';
import { deployPullRequest } from './deploy';
import type { PullRequest } from './note';
import { findLongestWaiting, stopWaiting } from './waiting';

/**
 * Deploy the pull requests that wait for a place among the previews of an application, while it has places. One that
 * cannot be deployed at the moment keeps its place in line: the sweep tries again.
 */
export async function admitWaiting(
  caller: OrganizationScope,
  { id, uuid }: { id: number; uuid: string },
): Promise<void> {
  // The user who made the place did not ask for this deployment.
  const scope = organizationScopeOf(caller, caller.organizationId);
  for (;;) {
    const next = await findLongestWaiting(scope, id);
    if (!next) return;
    const waited = next.content as unknown as PullRequest; // written only by `waitForPlace`, from one
    try {
      const application = await findApplication(scope, uuid);
      if (waited.targetBranch !== application.gitBranch)
        throw new AppError('conflict', 'The application has another branch by now.');
      const isOpen = !waited.isFork || application.isPrDeploymentsPublicEnabled;
      // Forks may have been deployed without approval when it came.
      const pullRequest = { ...waited, needsApproval: waited.needsApproval || !isOpen };
      const how = { force: false, unlessDeployed: true, delivered: next.deploymentUuid };
      const { outcome } = await deployPullRequest(scope, application, pullRequest, how);
      if (outcome === 'full') return;
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'internal' || isDatabaseFailure(error)) throw error;
      const { pullRequestId } = next;
      scope.log.info(
        { application: uuid, pullRequestId, error: errorMessage(error) },
        'preview not deployed',
      );
      if (error.code === 'too_many_requests' || error.code === 'unavailable') return;
    }
    // Its settings do not allow it: the next event of the pull request says why.
    await stopWaiting(scope, id, next.pullRequestId);
  }
}
