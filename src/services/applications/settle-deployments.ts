import { AppError } from '../../domain/error';
import type { OrganizationScope } from '../context';

const POLL_MS = 500;
/** A cancelled build ends within 30 seconds; what is past the point of no return drains for a while. */
const PATIENCE_MS = 5 * 60_000;

/**
 * Waits until no deployment of the application runs or is being undone, so that nothing appears on the server behind
 * the back of whoever changes it. @throws AppError `unavailable` when that takes too long: try again later
 */
export async function settleDeployments(
  { db, clock }: Pick<OrganizationScope, 'db' | 'clock'>,
  applicationId: number,
): Promise<void> {
  const giveUpAt = clock.now().getTime() + PATIENCE_MS;
  // The lease is given up last: until then undoing may still change something.
  const unsettled = {
    applicationId,
    OR: [{ status: 'in_progress' as const }, { leaseHolder: { not: null } }],
  };
  while ((await db.deployment.count({ where: unsettled })) > 0) {
    if (clock.now().getTime() >= giveUpAt)
      throw new AppError('unavailable', 'A deployment of the application has not ended yet.');
    await clock.sleep(POLL_MS);
  }
}
