import type { Services } from '../context';

const DAY_MS = 86_400_000;

/** Forget the CLI sign-ins that ended a day ago. */
export async function pruneDeviceLogins({
  database,
  clock,
}: Pick<Services, 'database' | 'clock'>): Promise<number> {
  const before = new Date(clock.now().getTime() - DAY_MS);
  const { count } = await database.db.deviceLogin.deleteMany({ where: { expiresAt: { lt: before } } });
  return count;
}
