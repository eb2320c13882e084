import type { Application, Deployment, Operation, Workload } from '../../db/generated/client';
import type { CommitState, CommitStatus } from '../../engine/forge/forge-api';
import type { OrganizationScope } from '../context';
import { claimNames } from './claim-names';
import { enqueueReport } from './enqueue';
import { keepForgeDeployment, withDeployments } from './forge-deployment';
import { clearPendingName, findPendingName, keepPendingName } from './pending-name';
import { hasReporter, type Permission, reporterColumns, type Writer } from './reporter';
import { reportDeadline, writeReport } from './write-report';

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
    select: {
      uuid: true,
      workloadId: true,
      pullRequestId: true,
      deployment: { select: { resolvedCommit: true } },
      workload: { select: { application: { select: reporterColumns } } },
    },
  });
  const commit = found?.deployment?.resolvedCommit;
  if (!commit || !found.workload.application) return;
  if (!(await hasReporter(scope, found.workload.application))) return;
  const { organizationId } = scope;
  const key = `commit status ${found.workloadId} ${found.pullRequestId} ${commit}`;
  await enqueueReport(scope, 'forge.commit-status', { organizationId, operationUuid: found.uuid }, key);
}

/**
 * Show the current state of a deployment at its commit, or that of a later deployment of the same commit.
 * @param signal ends the requests to the forge
 * @throws AppError when the forge does not answer in time: the queue tries again
 */
export async function sendCommitStatus(
  scope: OrganizationScope,
  operationUuid: string,
  signal = reportDeadline(),
): Promise<void> {
  const requested = await scope.db.operation.findUnique({
    where: { uuid: operationUuid },
    select: { workloadId: true, pullRequestId: true, deployment: { select: { resolvedCommit: true } } },
  });
  const resolvedCommit = requested?.deployment?.resolvedCommit;
  if (!resolvedCommit) return;
  const { workloadId, pullRequestId } = requested;
  const operation = await scope.db.operation.findFirst({
    where: { workloadId, pullRequestId, deployment: { resolvedCommit } },
    include: {
      deployment: true,
      workload: { include: { application: true, environment: { include: { project: true } } } },
    },
    orderBy: { id: 'desc' },
  });
  const state = states[operation?.status ?? ''];
  const { deployment = null, workload = null } = operation ?? {};
  if (!operation || !deployment || !workload?.application || !state) return;
  const subject = { operation, deployment, workload, application: workload.application, state };
  const permissions = { needed: 'statuses', wished: 'deployments' } as const;
  const { application } = subject;
  const report = { kind: 'status', workload, application, permissions, signal } as const;
  await writeReport(scope, report, (writer, tokenUuid) => write(scope, subject, writer, tokenUuid));
}

interface Subject {
  operation: Operation;
  deployment: Deployment;
  workload: Workload & { environment: { name: string; project: { name: string } } };
  application: Application;
  state: CommitState;
}

async function write(
  scope: OrganizationScope,
  { operation, deployment, workload, application, state }: Subject,
  writer: Writer,
  tokenUuid: string | null,
): Promise<Permission | null> {
  const { pullRequestId } = operation;
  const preview =
    pullRequestId > 0
      ? await scope.db.preview.findFirst({ where: { workloadId: workload.id, pullRequestId } })
      : null;
  const { environment } = workload;
  const names = await claimNames(
    scope,
    {
      project: environment.project.name,
      environment: environment.name,
      application: workload,
      pullRequestId,
    },
    tokenUuid,
  );
  const commit = deployment.resolvedCommit ?? '';
  const place = { operationId: operation.id, workloadId: workload.id, pullRequestId, commit };
  const pending = await findPendingName(scope, place);
  const status: CommitStatus = {
    commit,
    state,
    key: names.key,
    name: pending ?? names.status,
    description: descriptions[state],
    url: `${scope.installation.publicUrl}/applications/${workload.uuid}/deployments/${operation.uuid}`,
    ref: refOf(pullRequestId, preview, deployment.gitRef ?? application.gitBranch),
  };
  // First: if it is shown, it is known.
  if (state === 'running') await keepPendingName(scope, place, status.name);
  await writer.api.setStatus(writer.call, writer.repository, status);
  if (state !== 'running') await clearPendingName(scope, place);
  return withDeployments(writer, () =>
    keepForgeDeployment(scope, writer, {
      deployment,
      status,
      uuid: operation.uuid,
      environment: names.environment,
      // A report that was late must not bring back the preview of a closed pull request.
      state: pullRequestId > 0 && (!preview || preview.state === 'removing') ? 'inactive' : state,
      url: (pullRequestId > 0 ? preview?.fqdn : application.fqdn)?.split(',')[0] ?? null,
    }),
  );
}

function refOf(
  pullRequestId: number,
  preview: { branch: string | null; isFork: boolean } | null,
  pushedTo: string | null,
): CommitStatus['ref'] {
  if (pullRequestId === 0) return pushedTo === null ? null : { branch: pushedTo };
  return preview?.branch && !preview.isFork ? { branch: preview.branch } : { pullRequestId };
}
