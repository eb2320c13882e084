import type { Prisma, WaitingPullRequest } from '../../db/generated/client';
import type { OrganizationScope } from '../context';
import type { PullRequest } from './note';

/** Pull requests of one application that may wait: anyone can open them. */
const MOST = 100;

/**
 * Let a pull request wait for a place among the previews of its application.
 * @param deploymentUuid that its deployment will have
 * @returns false when too many wait
 */
export async function waitForPlace(
  { db, organizationId, clock }: OrganizationScope,
  workloadId: number,
  pullRequest: PullRequest,
  deploymentUuid: string,
): Promise<boolean> {
  const { pullRequestId } = pullRequest;
  const content = { ...pullRequest } satisfies Prisma.InputJsonObject;
  // One that waits keeps its place, with its newest commit.
  const { count } = await db.waitingPullRequest.updateMany({
    where: { workloadId, pullRequestId },
    data: { content, deploymentUuid },
  });
  if (count > 0) return true;
  if ((await db.waitingPullRequest.count({ where: { workloadId } })) >= MOST) return false;
  const row = { organizationId, workloadId, pullRequestId, content, deploymentUuid, since: clock.now() };
  await db.waitingPullRequest.createMany({ data: [row], skipDuplicates: true });
  return true;
}

/** @returns whether the pull request waited */
export async function stopWaiting(
  { db }: Pick<OrganizationScope, 'db'>,
  workloadId: number,
  pullRequestId: number,
): Promise<boolean> {
  const { count } = await db.waitingPullRequest.deleteMany({ where: { workloadId, pullRequestId } });
  return count > 0;
}

/** Find the pull request of an application that has waited longest, or null. */
export function findLongestWaiting(
  { db }: Pick<OrganizationScope, 'db'>,
  workloadId: number,
): Promise<WaitingPullRequest | null> {
  return db.waitingPullRequest.findFirst({ where: { workloadId }, orderBy: { id: 'asc' } });
}
