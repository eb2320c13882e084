import type { CommitState } from '../../engine/forge/forge-api';
import type { OrganizationScope } from '../context';
import { oneAtATime } from './one-at-a-time';
import { findReporter, reporterColumns, writeWith } from './reporter';

/** Texts that forges show at a commit. */
const descriptions: Readonly<Record<CommitState, string>> = {
  running: 'The deployment is running',
  succeeded: 'Deployed',
  failed: 'The deployment failed',
  cancelled: 'The deployment was cancelled',
};

const states: Readonly<Record<string, CommitState>> = {
  in_progress: 'running',
  finished: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** Request that the state of a deployment is shown at its commit, if a GitHub App or a Git token can do so. */
export async function requestCommitStatus(scope: OrganizationScope, operationId: number): Promise<void> {
  const found = await scope.db.operation.findFirst({
    where: { id: operationId, workload: { application: { gitRepository: { not: null } } } },
    select: { uuid: true, workload: { select: { application: { select: reporterColumns } } } },
  });
  if (!found?.workload.application || !(await findReporter(scope, found.workload.application))) return;
  const { organizationId } = scope;
  await scope.queue.enqueue('forge.commit-status', { organizationId, operationUuid: found.uuid });
}

/**
 * Show the current state of a deployment at its commit.
 * @throws AppError when the forge refuses or does not answer, and while another process writes it: the queue tries again
 */
export async function sendCommitStatus(scope: OrganizationScope, operationUuid: string): Promise<void> {
  await oneAtATime(scope, `commit status ${operationUuid}`, () => write(scope, operationUuid));
}

async function write(scope: OrganizationScope, operationUuid: string): Promise<void> {
  const found = await scope.db.operation.findUnique({
    where: { uuid: operationUuid },
    include: {
      deployment: true,
      workload: { include: { application: { include: { githubApp: true } } } },
    },
  });
  const application = found?.workload.application;
  const state = states[found?.status ?? ''];
  const commit = found?.deployment?.resolvedCommit ?? null;
  if (!found || !application || !state || commit === null) return;
  const reporter = await findReporter(scope, application);
  if (!reporter) return;
  const { uuid, name } = found.workload;
  const status = {
    commit,
    state,
    key: `gantry-${uuid}`.slice(0, 40),
    name: `Gantry: ${name}`,
    description: descriptions[state],
    url: `${scope.installation.publicUrl}/applications/${uuid}/deployments/${operationUuid}`,
    ref: await refOf(scope, found, application.gitBranch),
  };
  await writeWith(scope, reporter, 'statuses', ({ api, call, repository }) =>
    api.setStatus(call, repository, status),
  );
}

/** Branch of a deployment: of a preview, the one that its pull request would merge. */
async function refOf(
  { db }: OrganizationScope,
  { workloadId, pullRequestId }: { workloadId: number; pullRequestId: number },
  branch: string | null,
): Promise<string | null> {
  if (pullRequestId === 0) return branch;
  const preview = await db.preview.findFirst({ where: { workloadId, pullRequestId } });
  return preview?.branch ?? null;
}
