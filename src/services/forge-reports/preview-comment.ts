import type { Application, Preview, PreviewComponent, Workload } from '../../db/generated/client';
import type { OrganizationScope } from '../context';
import { commentText } from './comment-text';
import { enqueueReport } from './enqueue';
import { endForgeDeployments, withDeployments } from './forge-deployment';
import { hasReporter, type Permission, reporterColumns, type Writer } from './reporter';
import { reportDeadline, writeReport } from './write-report';

/**
 * Request that the comment at a pull request shows the current state of its preview, if a GitHub App or a Git token can
 * do so.
 * @param isRemoved whether only its rows are left, which are deleted after this
 * @returns number of the comment that the job knows; null: it knows none
 */
export async function requestPreviewComment(
  scope: OrganizationScope,
  { workloadId, pullRequestId }: Pick<Preview, 'workloadId' | 'pullRequestId'>,
  { isRemoved = false } = {},
): Promise<bigint | null> {
  if (pullRequestId === 0) return null;
  const found = await scope.db.preview.findFirst({
    where: { workloadId, pullRequestId, workload: { application: { gitRepository: { not: null } } } },
    select: {
      commentId: true,
      workload: { select: { uuid: true, application: { select: reporterColumns } } },
    },
  });
  if (!found?.workload.application || !(await hasReporter(scope, found.workload.application))) return null;
  const { commentId, workload } = found;
  await enqueueReport(scope, 'forge.preview-comment', {
    organizationId: scope.organizationId,
    applicationUuid: workload.uuid,
    pullRequestId,
    // If the preview is gone when the job runs, no row has the number any more.
    ...(commentId !== null && { commentId: String(commentId) }),
    ...(isRemoved && { isRemoved }),
  });
  return commentId;
}

/** Request that a comment says that its preview was removed. */
export async function requestLastComment(
  scope: OrganizationScope,
  {
    applicationUuid,
    pullRequestId,
    commentId,
  }: { applicationUuid: string; pullRequestId: number; commentId: bigint },
): Promise<void> {
  const { organizationId } = scope;
  const known = { applicationUuid, pullRequestId, commentId: String(commentId) };
  await enqueueReport(scope, 'forge.preview-comment', { organizationId, ...known });
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
 * @param signal ends the requests to the forge
 * @throws AppError when the forge does not answer in time: the queue tries again
 */
export async function sendPreviewComment(
  scope: OrganizationScope,
  request: CommentRequest,
  signal = reportDeadline(),
): Promise<void> {
  const { applicationUuid: uuid, pullRequestId } = request;
  const workload = await scope.db.workload.findUnique({
    where: { uuid },
    include: {
      application: true,
      previews: { where: { pullRequestId }, include: { components: { orderBy: { id: 'asc' } } } },
    },
  });
  if (!workload?.application) return;
  const { application } = workload;
  const [preview] = workload.previews;
  const known = preview ? (preview.commentId?.toString() ?? null) : (request.commentId ?? null);
  // The job may run before the rows are deleted, unless the pull request was opened again.
  const isGone = !preview || (request.isRemoved && preview.state === 'removing');
  const subject = { workload, application, pullRequestId, known, preview: isGone ? null : preview };
  const permissions = isGone
    ? ({ needed: 'pull_requests', wished: 'deployments' } as const)
    : ({ needed: 'pull_requests' } as const);
  const report = { kind: 'comment', workload, application, permissions, signal } as const;
  await writeReport(scope, report, (writer) => write(scope, subject, writer));
}

interface Subject {
  workload: Workload;
  application: Application;
  pullRequestId: number;
  /** Number of the comment; null: there is none yet. */
  known: string | null;
  /** null: it is gone. */
  preview: (Preview & { components: PreviewComponent[] }) | null;
}

async function write(
  scope: OrganizationScope,
  { workload, pullRequestId, known, preview }: Subject,
  writer: Writer,
): Promise<Permission | null> {
  const { api, call, repository } = writer;
  const of = { workloadId: workload.id, pullRequestId };
  // The removed preview never had a comment: write none now.
  if (preview === null && known === null)
    return withDeployments(writer, () => endForgeDeployments(scope, writer, of));
  const text = commentText(scope, workload, preview);
  const isChanged =
    known !== null && (await api.changeComment(call, repository, { pullRequestId, id: known }, text));
  const id = isChanged ? known : await api.addComment(call, repository, pullRequestId, text);
  const { count } = await scope.db.preview.updateMany({
    where: { workloadId: workload.id, pullRequestId },
    data: { commentId: BigInt(id) },
  });
  // It was removed meanwhile, and no job knows the number of its first comment.
  if (preview && count === 0)
    await api.changeComment(call, repository, { pullRequestId, id }, commentText(scope, workload, null));
  if (preview !== null) return null;
  return withDeployments(writer, () => endForgeDeployments(scope, writer, of));
}
