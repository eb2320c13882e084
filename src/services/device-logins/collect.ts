import type { AuditNotes } from '../../domain/audit-notes';
import { AppError, notFound } from '../../domain/error';
import { isRfcUuid } from '../../domain/id';
import type { Services } from '../context';
import { type CreatedKey, insertKey } from '../tokens/insert';
import { deviceHash } from './codes';

/**
 * Create the token of an approved sign-in and return it, once. It is created only now, so that no token waits in the
 * database.
 * @throws AppError not_found (unknown, expired, denied or collected), conflict (not decided yet)
 */
export async function collectDeviceToken(
  { database, clock }: Pick<Services, 'database' | 'clock'>,
  notes: AuditNotes,
  { id, deviceCode }: { id: string; deviceCode: string },
): Promise<CreatedKey> {
  const hash = deviceHash(deviceCode);
  if (hash === null || !isRfcUuid(id)) throw notFound('Sign-in');
  const now = clock.now();
  return database.unscoped.$transaction(async (tx) => {
    const where = { id, deviceHash: hash, collectedAt: null, deniedAt: null, expiresAt: { gt: now } };
    const found = await tx.deviceLogin.findFirst({ where });
    if (!found) throw notFound('Sign-in');
    const { approvedAt, grantUserId: userId, grantOrganizationId: organizationId } = found;
    if (!approvedAt || !userId || !organizationId)
      throw new AppError('conflict', 'The code has not been confirmed yet.');
    const { count } = await tx.deviceLogin.updateMany({ where, data: { collectedAt: now } });
    if (count === 0) throw notFound('Sign-in');
    const key = await insertKey(
      { db: tx },
      {
        userId,
        organizationId,
        createdByKeyId: null,
        name: `${found.name} ${id.slice(0, 8)}`,
        abilities: found.abilities,
        expiresAt: found.grantExpiresAt,
        createdAt: now,
      },
    );
    Object.assign(notes, { organizationId, actorUserId: userId, targetUuid: key.id });
    return key;
  });
}
