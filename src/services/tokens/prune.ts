import type { Services } from '../context';

/** How long an ended key stays readable for the audit trail. */
const KEPT_MS = 30 * 86_400_000;

/** Delete keys that expired, were revoked or were replaced thirty days ago. */
export async function pruneKeys({ database, clock }: Pick<Services, 'database' | 'clock'>): Promise<void> {
  const before = new Date(clock.now().getTime() - KEPT_MS);
  await database.unscoped.apiKey.deleteMany({
    where: {
      OR: [{ expiresAt: { lte: before } }, { revokedAt: { lte: before } }, { graceUntil: { lte: before } }],
    },
  });
}
