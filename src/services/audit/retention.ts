import { randomUUID } from 'node:crypto';
import { tryExclusively } from '../../db/advisory-lock';
import { cutAuditTrail } from '../../db/queries/audit-retention';
import type { Services } from '../context';

/** Action of the row that says where the trail was cut. */
export const retentionAction = 'audit_log.cut';

/** The sweep has no caller. */
const byWorker = {
  organizationId: null,
  actorUserId: null,
  via: 'worker',
  keyId: null,
  sessionId: null,
  ip: null,
  userAgent: null,
  targetUuid: null,
  outcome: 'success',
  status: 200,
  diff: null,
  command: null,
} as const;

const dayMs = 86_400_000;

/** Remove rows older than `days`; one process does it for all. No effect when no row is old enough. */
export async function keepAuditTrail(
  { database, clock, log }: Pick<Services, 'database' | 'clock' | 'log'>,
  days: number,
): Promise<void> {
  const { maintenance: pool, trail } = database;
  await tryExclusively(pool, 'audit retention', async () => {
    const now = clock.now();
    const cut = await cutAuditTrail(pool, new Date(now.getTime() - days * dayMs), (client, { seq, hash }) =>
      trail.appendIn(client, {
        ...byWorker,
        at: now,
        requestId: randomUUID(),
        action: retentionAction,
        targetType: 'audit_log',
        detail: { seq: String(seq), hash, days },
      }),
    );
    if (!cut) return;
    log.info({ seq: String(cut.seq), days }, 'audit trail cut');
  });
}
