import type { Preview } from '../../db/generated/client';
import type { OrganizationScope } from '../context';
import { commentText } from './comment-text';
import { oneAtATime } from './one-at-a-time';
import { findReporter, reporterColumns, writeWith } from './reporter';

/**
 * Request that the comment at a pull request shows the current state of its preview, if a GitHub App or a Git token can
 * do so.
 * @param isRemoved whether only its rows are left, which are deleted after this
 */
export async function requestPreviewComment(
  scope: OrganizationScope,
  { workloadId, pullRequestId }: Pick<Preview, 'workloadId' | 'pullRequestId'>,
  { isRemoved = false } = {},
): Promise<void> {
  if (pullRequestId === 0) return;
  const found = await scope.db.preview.findFirst({
    where: { workloadId, pullRequestId, workload: { application: { gitRepository: { not: null } } } },
    select: {
      commentId: true,
      workload: { select: { uuid: true, application: { select: reporterColumns } } },
    },
  });
  if (!found?.workload.application || !(await findReporter(scope, found.workload.application))) return;
  const { commentId, workload } = found;
  await scope.queue.enqueue('forge.preview-comment', {
    organizationId: scope.organizationId,
    applicationUuid: workload.uuid,
    pullRequestId,
    // If the preview is gone when the job runs, no row has the number any more.
    ...(commentId !== null && { commentId: String(commentId) }),
    ...(isRemoved && { isRemoved }),
  });
}

interface CommentRequest {
  applicationUuid: string;
  pullRequestId: number;
  /** Number of the comment at the time of the request. */
  commentId?: string | undefined;
  isRemoved?: boolean | undefined;
}

/**
 * Write or change the one comment at a pull request, with the state at the time this runs.
 * @throws AppError when the forge refuses or does not answer, and while another process writes it: the queue tries again
 */
export async function sendPreviewComment(scope: OrganizationScope, request: CommentRequest): Promise<void> {
  const { applicationUuid, pullRequestId } = request;
  await oneAtATime(scope, `preview comment ${applicationUuid} ${pullRequestId}`, () => write(scope, request));
}

async function write(scope: OrganizationScope, request: CommentRequest): Promise<void> {
  const { applicationUuid: uuid, pullRequestId } = request;
  const workload = await scope.db.workload.findUnique({
    where: { uuid },
    include: {
      application: { include: { githubApp: true } },
      previews: { where: { pullRequestId }, include: { components: { orderBy: { id: 'asc' } } } },
    },
  });
  if (!workload?.application) return;
  const [preview] = workload.previews;
  const known = preview ? (preview.commentId?.toString() ?? null) : (request.commentId ?? null);
  // The removed preview never had a comment: write none now.
  if (!preview && known === null) return;
  const reporter = await findReporter(scope, workload.application);
  if (!reporter) return;
  // The job may run before the rows are deleted, unless the pull request was opened again.
  const isGone = !preview || (request.isRemoved && preview.state === 'removing');
  const text = commentText(scope, { uuid, name: workload.name }, isGone ? null : preview);
  const id = await writeWith(scope, reporter, 'pull_requests', async ({ api, call, repository }) => {
    const isChanged =
      known !== null && (await api.changeComment(call, repository, { pullRequestId, id: known }, text));
    return isChanged ? known : api.addComment(call, repository, pullRequestId, text);
  });
  if (preview)
    await scope.db.preview.updateMany({ where: { id: preview.id }, data: { commentId: BigInt(id) } });
}
