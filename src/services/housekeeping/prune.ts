import { loginThrottle } from '../../auth/login-throttle';
import { pruneIdempotencyKeys } from '../../db/queries/idempotency-keys';
import { pruneChangePlans } from '../change-plans/prune';
import type { Services } from '../context';
import { prunePlans } from '../deployments/prune-plans';

const dayMs = 86_400_000;
/** How long an ended session can still be looked up, for the audit trail. */
const keptSessionsMs = 30 * dayMs;

/**
 * Delete expired rows that are no longer needed: sessions, passcodes, throttles, tickets, pending provider sign-ins,
 * plans, idempotency keys.
 */
export async function pruneExpired({ database, clock, log }: Services): Promise<void> {
  const { db } = database;
  const now = clock.now();
  const keptSince = new Date(now.getTime() - keptSessionsMs);
  const forgottenSince = new Date(now.getTime() - loginThrottle.forgetAfterMs);
  const over = { expiresAt: { lt: now } };
  const pruned = await Promise.all([
    db.session.deleteMany({
      where: { OR: [{ expiresAt: { lt: keptSince } }, { revokedAt: { lt: keptSince } }] },
    }),
    db.user.updateMany({
      where: { passcodeExpiresAt: { lt: now } },
      data: { passcodeHash: null, passcodeExpiresAt: null, passcodeFailures: 0 },
    }),
    db.loginThrottle.deleteMany({
      where: {
        lastFailedAt: { lt: forgottenSince },
        OR: [{ blockedUntil: null }, { blockedUntil: { lt: now } }],
      },
    }),
    db.streamTicket.deleteMany({ where: over }),
    db.providerSignIn.deleteMany({ where: over }),
  ]);
  const idempotencyKeys = await pruneIdempotencyKeys(database.maintenance, now);
  const plans = (await prunePlans({ database, clock })) + (await pruneChangePlans({ database, clock }));
  const [sessions, passcodes, throttles, tickets, providerSignIns] = pruned.map(({ count }) => count);
  log.debug(
    { sessions, passcodes, throttles, tickets, providerSignIns, idempotencyKeys, plans },
    'pruned finished records',
  );
}
