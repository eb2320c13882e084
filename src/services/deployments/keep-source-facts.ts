import type { Facts } from '../../engine/plan/facts';
import type { OrganizationScope } from '../context';
import { requestCommitStatus } from '../forge-reports/commit-status';
import { requestPreviewComment } from '../forge-reports/preview-comment';
import type { LoadedOperation } from '../operations/load';
import { pinGitHostKeys } from './git-host-keys';

const SHORT_COMMIT = /^[0-9a-f]{7,63}$/;

/** Store what a deployment found out about its source: commit, message, and the host keys that it pinned. */
export async function keepSourceFacts(
  scope: OrganizationScope,
  row: LoadedOperation,
  { commit, commitMessage, knownHosts }: Facts,
): Promise<void> {
  if (commit !== undefined) {
    await keepCommit(scope, row, commit);
    await pinApproval(scope, row, commit);
    await requestCommitStatus(scope, row.id);
    await requestPreviewComment(scope, row);
  }
  if (commitMessage !== undefined)
    await scope.db.deployment.updateMany({ where: { operationId: row.id }, data: { commitMessage } });
  if (knownHosts !== undefined) await pinGitHostKeys(scope, knownHosts);
}

/** Store the commit, with the message from an earlier deployment's fetch: nothing is fetched when the image exists. */
async function keepCommit(
  { db }: OrganizationScope,
  { id, workloadId }: LoadedOperation,
  resolvedCommit: string,
): Promise<void> {
  const known = await db.deployment.findFirst({
    where: { operation: { workloadId }, resolvedCommit, commitMessage: { not: null } },
    select: { commitMessage: true },
  });
  await db.deployment.updateMany({ where: { operationId: id }, data: { resolvedCommit, ...known } });
}

/**
 * Keep the full commit of an approval that named its first digits alone: later calls with the same digits, which can be
 * of another commit, deploy this one.
 */
async function pinApproval(
  { db }: OrganizationScope,
  { id, workloadId, pullRequestId }: LoadedOperation,
  resolvedCommit: string,
): Promise<void> {
  if (pullRequestId === 0) return;
  const deployment = await db.deployment.findFirst({ where: { operationId: id }, select: { commit: true } });
  const approved = deployment?.commit ?? '';
  if (approved === resolvedCommit || !SHORT_COMMIT.test(approved) || !resolvedCommit.startsWith(approved))
    return;
  await db.preview.updateMany({
    where: { workloadId, pullRequestId, approvedCommit: approved },
    data: { approvedCommit: resolvedCommit },
  });
}
