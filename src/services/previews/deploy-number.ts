import { AppError } from '../../domain/error';
import { findApplication } from '../application-rows/find';
import type { ApplicationRecord } from '../application-rows/record';
import type { Scope } from '../context';
import { awaitsApproval, commitToDeploy } from '../deployments/as-preview';
import type { StartedOperation } from '../operations/request';
import { deployPullRequest, requirePreviews, startPreview } from './deploy';
import { findPreview } from './find';
import type { PullRequest } from './note';

interface NumberedRequest {
  applicationUuid: string;
  pullRequestId: number;
  force: boolean;
  /** For an application from an image. */
  imageTag?: string;
}

/**
 * Deploy a pull request by number: again with the commit that may be deployed, or for the first time. If no forge
 * reported it, nothing is known about it, so it counts as a fork; the caller, who may deploy, has approved it.
 * @throws AppError as `deployPullRequest` · 409 when a member must approve it first, or the limit is reached
 */
export async function deployNumber(scope: Scope, request: NumberedRequest): Promise<StartedOperation> {
  const { applicationUuid, pullRequestId, force, imageTag } = request;
  const application = await findApplication(scope, applicationUuid);
  requirePreviews(application);
  requireTagFits(application, imageTag);
  const known = await findPreview(scope, application.id, pullRequestId);
  if (known && imageTag === undefined && known.state !== 'removing') {
    if (awaitsApproval(known) && commitToDeploy(known) === '')
      throw new AppError('conflict', 'A member has to approve the pull request first.');
    await scope.db.preview.updateMany({ where: { id: known.id }, data: { activeAt: scope.clock.now() } });
    return startPreview(scope, application, known, { force });
  }
  const made = await deployPullRequest(scope, application, unknown(application, request), { force });
  if (made.outcome === 'started') return made.started;
  throw new AppError(
    'conflict',
    made.outcome === 'full'
      ? `The application has reached its preview_limit of ${made.limit}. Delete a preview first.`
      : 'A member has to approve the pull request first.',
  );
}

function requireTagFits({ buildPack }: ApplicationRecord, imageTag: string | undefined): void {
  if (imageTag === undefined || buildPack === 'dockerimage') return;
  throw new AppError('bad_request', 'docker_tag is only for applications with build_pack dockerimage.');
}

/** What is known of a pull request that no forge reported. */
function unknown(
  { buildPack }: ApplicationRecord,
  { pullRequestId, imageTag = null }: Omit<NumberedRequest, 'imageTag'> & { imageTag?: string | null },
): PullRequest {
  const isFork = buildPack !== 'dockerimage';
  const names = { author: null, url: null, branch: null, targetBranch: null, sourceRepository: null };
  const facts = { ...names, title: '', commit: 'HEAD', imageTag };
  return { pullRequestId, ...facts, isFork, needsApproval: isFork, approvedCommit: isFork ? 'HEAD' : null };
}
