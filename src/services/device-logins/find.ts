import { notFound } from '../../domain/error';
import { isRfcUuid } from '../../domain/id';
import type { Services } from '../context';
import { userCodeHash } from './codes';

type Place = Pick<Services, 'database' | 'clock'>;

export type DeviceLoginStatus = 'pending' | 'approved' | 'denied' | 'collected' | 'expired';

/** Get the status of a CLI's sign-in. @throws AppError not_found */
export async function deviceLoginStatus({ database, clock }: Place, id: string): Promise<DeviceLoginStatus> {
  const found = isRfcUuid(id) ? await database.db.deviceLogin.findUnique({ where: { id } }) : null;
  if (!found) throw notFound('Sign-in');
  if (found.collectedAt) return 'collected';
  if (found.deniedAt) return 'denied';
  if (found.expiresAt <= clock.now()) return 'expired';
  return found.approvedAt ? 'approved' : 'pending';
}

/** Find the pending sign-in of a code. Unknown, expired and decided codes get the same answer. */
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
