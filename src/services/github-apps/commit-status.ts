import { z } from 'zod';
import type { OrganizationScope } from '../context';
import { installationToken } from './access-token';
import { callGitHub } from './client';
import { openedRepository } from './repositories';

/** Texts that GitHub shows at a commit. */
const descriptions = {
  pending: 'The deployment is running',
  success: 'Deployed',
  failure: 'The deployment failed',
  error: 'The deployment was cancelled',
} as const;
type CommitState = keyof typeof descriptions;

const states: Readonly<Record<string, CommitState>> = {
  in_progress: 'pending',
  finished: 'success',
  failed: 'failure',
  cancelled: 'error',
};

/** Request that the state of a deployment is shown at its commit, if a GitHub App can do so. */
export async function requestCommitStatus(scope: OrganizationScope, operationId: number): Promise<void> {
  const found = await scope.db.operation.findFirst({
    where: { id: operationId, workload: { application: { githubAppId: { not: null } } } },
    select: { uuid: true },
  });
  if (!found) return;
  const { organizationId } = scope;
  await scope.queue.enqueue('github.commit-status', { organizationId, operationUuid: found.uuid });
}

/**
 * Show the current state of a deployment at its commit.
 * @throws AppError when GitHub refuses or does not answer: the queue tries again
 */
export async function sendCommitStatus(scope: OrganizationScope, operationUuid: string): Promise<void> {
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
  if (!found || !application?.githubApp || application.repositoryId === null) return;
  if (!state || commit === null) return;
  const { githubApp: app, repositoryId } = application;
  const credential = await installationToken(scope, app, {
    repositoryIds: [repositoryId],
    permissions: { statuses: 'write' },
  });
  const { full_name } = await openedRepository(scope, app, credential);
  const { publicUrl } = scope.installation;
  const { uuid, name } = found.workload;
  await callGitHub(scope.installation, app.apiUrl, {
    method: 'POST',
    path: `/repos/${full_name}/statuses/${commit}`,
    credential,
    body: {
      state,
      context: `Gantry: ${name}`,
      description: descriptions[state],
      target_url: `${publicUrl}/applications/${uuid}/deployments/${operationUuid}`,
    },
    answer: z.unknown(),
  });
}
