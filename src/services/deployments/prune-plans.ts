import type { Services } from '../context';

/** How long an expired plan can still report that it expired, or was deployed. */
const KEPT_MS = 86_400_000;

/** Delete the plans of every organization that can no longer be deployed. */
export async function prunePlans({ database, clock }: Pick<Services, 'database' | 'clock'>): Promise<number> {
  const before = new Date(clock.now().getTime() - KEPT_MS);
  const { count } = await database.unscoped.deploymentPlan.deleteMany({
    where: { expiresAt: { lt: before } },
  });
  return count;
}
