import { tryExclusively } from '../../db/advisory-lock';
import type { Services } from '../context';
import { queueIssue } from './queue-issue';

/** Most attempts that one sweep queues: the next one takes the others. */
const MOST = 200;

/** Queue the certificates by DNS that are due: renewals, and attempts after a failure or a killed worker. */
export async function issueDueCertificates({ database, clock, queue }: Services): Promise<void> {
  await tryExclusively(database.maintenance, 'certificates by DNS', async () => {
    const now = clock.now();
    const due = await database.unscoped.dnsCertificate.findMany({
      where: { dueAt: { lte: now }, OR: [{ leasedUntil: null }, { leasedUntil: { lt: now } }] },
      select: { uuid: true, organizationId: true },
      orderBy: { dueAt: 'asc' },
      take: MOST,
    });
    for (const { uuid, organizationId } of due) await queueIssue({ queue, organizationId }, uuid);
  });
}
