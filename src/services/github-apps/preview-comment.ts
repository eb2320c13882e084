import { z } from 'zod';
import { tryExclusively } from '../../db/advisory-lock';
import type { GithubApp, Preview, PreviewComponent } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import { urlsOf } from '../../domain/workload/component-urls';
import type { OrganizationScope } from '../context';
import { installationToken } from './access-token';
import { callGitHub } from './client';
import { openedRepository } from './repositories';

const COMMENT = 'Comment';
const SHORT_COMMIT = 7;
const answer = z.object({ id: z.int().min(1) });

const states: Readonly<Record<Preview['state'], string>> = {
  waiting: 'A member has to approve it before it is deployed.',
  deploying: 'It is being deployed.',
  running: 'It is deployed.',
  failed: 'Its last deployment failed.',
  removing: 'It is being removed.',
};
const REMOVED = 'It was removed.';

/** Request that the comment at a pull request shows the current state of its preview, if a GitHub App can do so. */
export async function requestPreviewComment(
  scope: OrganizationScope,
  { workloadId, pullRequestId }: Pick<Preview, 'workloadId' | 'pullRequestId'>,
): Promise<void> {
  if (pullRequestId === 0) return;
  const found = await scope.db.preview.findFirst({
    where: { workloadId, pullRequestId, workload: { application: { githubAppId: { not: null } } } },
    select: { commentId: true, workload: { select: { uuid: true } } },
  });
  if (!found) return;
  const { commentId, workload } = found;
  await scope.queue.enqueue('github.preview-comment', {
    organizationId: scope.organizationId,
    applicationUuid: workload.uuid,
    pullRequestId,
    // If the preview is gone when the job runs, no row has the number any more.
    ...(commentId !== null && { commentId: String(commentId) }),
  });
}

interface CommentRequest {
  applicationUuid: string;
  pullRequestId: number;
  /** Number of the comment at the time of the request. */
  commentId?: string | undefined;
}

/**
 * Write or change the one comment at a pull request, with the state at the time this runs.
 * @throws AppError when GitHub refuses or does not answer, and while another process writes it: the queue tries again
 */
export async function sendPreviewComment(scope: OrganizationScope, request: CommentRequest): Promise<void> {
  const { applicationUuid, pullRequestId } = request;
  const name = `preview comment ${applicationUuid} ${pullRequestId}`;
  const isAlone = await tryExclusively(scope.database.maintenance, name, () => write(scope, request));
  if (!isAlone) throw new AppError('unavailable', 'Another process writes the comment.');
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
  if (!workload) return;
  const { application } = workload;
  if (!application?.githubApp || application.repositoryId === null) return;
  const [preview] = workload.previews;
  const known = preview ? preview.commentId : (request.commentId ?? null);
  // The removed preview never had a comment: write none now.
  if (!preview && known === null) return;
  const body = textOf(scope, { uuid, name: workload.name }, preview ?? null);
  const at = { app: application.githubApp, repositoryId: application.repositoryId, pullRequestId };
  const id = await writeAt(scope, at, { known, body });
  if (preview)
    await scope.db.preview.updateMany({ where: { id: preview.id }, data: { commentId: BigInt(id) } });
}

interface PullRequestAt {
  app: GithubApp;
  repositoryId: number;
  pullRequestId: number;
}

/** @returns number of the comment */
async function writeAt(
  scope: OrganizationScope,
  { app, repositoryId, pullRequestId }: PullRequestAt,
  { known, body }: { known: bigint | string | null; body: string },
): Promise<number> {
  const credential = await installationToken(scope, app, {
    repositoryIds: [repositoryId],
    permissions: { pull_requests: 'write' },
  });
  const { full_name } = await openedRepository(scope, app, credential);
  const base = `/repos/${full_name}/issues`;
  const call = { credential, body: { body }, answer };
  if (known !== null)
    try {
      const path = `${base}/comments/${known}`;
      const change = { ...call, method: 'PATCH', path, missing: COMMENT } as const;
      return (await callGitHub(scope.installation, app.apiUrl, change)).id;
    } catch (error) {
      // It was deleted at GitHub.
      if (!(error instanceof AppError && error.code === 'not_found')) throw error;
    }
  const create = { ...call, method: 'POST', path: `${base}/${pullRequestId}/comments` } as const;
  return (await callGitHub(scope.installation, app.apiUrl, create)).id;
}

/** @param preview null: removed */
function textOf(
  { installation }: OrganizationScope,
  { uuid, name }: { uuid: string; name: string },
  preview: (Preview & { components: PreviewComponent[] }) | null,
): string {
  const title = `**Preview of ${name}**: ${preview === null ? REMOVED : states[preview.state]}`;
  if (preview === null) return title;
  const { commit, deploymentUuid, fqdn, state, components } = preview;
  const ofComponents = components.map((component) => ({
    of: `Address of ${component.name}`,
    urls: urlsOf([component]),
  }));
  const addresses = fqdn === null ? ofComponents : [{ of: 'Address', urls: [fqdn] }];
  const page = `${installation.publicUrl}/applications/${uuid}`;
  const lines = [
    ...addresses
      .filter(({ urls }) => urls.length > 0 && state !== 'removing')
      .map(({ of, urls }) => `${of}: ${urls.join(', ')}`),
    ...(/^[0-9a-f]{40}$/.test(commit) ? [`Commit: ${commit.slice(0, SHORT_COMMIT)}`] : []),
    deploymentUuid === null
      ? `[Previews](${page}/previews)`
      : `[Deployment](${page}/deployments/${deploymentUuid})`,
  ];
  return [title, ...lines.map((line) => `- ${line}`)].join('\n');
}
