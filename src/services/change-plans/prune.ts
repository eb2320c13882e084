import type { Services } from '../context';

/** How long an ended plan can still report that it ended. */
const KEPT_MS = 86_400_000;

/** Delete the plans of every organization that can no longer be applied. */
export async function pruneChangePlans({
  database,
  clock,
}: Pick<Services, 'database' | 'clock'>): Promise<number> {
  const before = new Date(clock.now().getTime() - KEPT_MS);
  const { count } = await database.unscoped.changePlan.deleteMany({ where: { expiresAt: { lt: before } } });
  return count;
}
