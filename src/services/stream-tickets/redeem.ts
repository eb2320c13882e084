import { digestOf } from '../../auth/digest';
import type { Services } from '../context';

/** Use a ticket up. @returns whether it was this session's, unused and in time */
export async function redeemTicket(
  { database, clock }: Pick<Services, 'database' | 'clock'>,
  sessionId: string,
  ticket: string,
): Promise<boolean> {
  const { count } = await database.db.streamTicket.deleteMany({
    where: { hash: digestOf(ticket), sessionId, expiresAt: { gt: clock.now() } },
  });
  return count === 1;
}
