import { notFound } from '../../domain/error';
import { isRfcUuid } from '../../domain/id';
import type { Services } from '../context';
import { userCodeHash } from './codes';

type Place = Pick<Services, 'database' | 'clock'>;

export type DeviceLoginStatus = 'pending' | 'approved' | 'denied' | 'collected' | 'expired';

/** Tell the command line how its sign-in stands. @throws AppError not_found */
export async function deviceLoginStatus({ database, clock }: Place, id: string): Promise<DeviceLoginStatus> {
  const found = isRfcUuid(id) ? await database.db.deviceLogin.findUnique({ where: { id } }) : null;
  if (!found) throw notFound('Sign-in');
  if (found.collectedAt) return 'collected';
  if (found.deniedAt) return 'denied';
  if (found.expiresAt <= clock.now()) return 'expired';
  return found.approvedAt ? 'approved' : 'pending';
}

/** Find the sign-in that a code is of, while it waits. Unknown, expired and decided are one answer. */
export async function findByUserCode({ database, clock }: Place, code: string) {
  const hash = userCodeHash(code);
  const found =
    hash === null
      ? null
      : await database.db.deviceLogin.findFirst({
          where: { userCodeHash: hash, expiresAt: { gt: clock.now() }, deniedAt: null, approvedAt: null },
        });
  if (!found) throw notFound('Sign-in');
  return found;
}
