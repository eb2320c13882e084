import { newToken } from '../../auth/token';
import { AppError } from '../../domain/error';
import type { Scope } from '../context';
import { editableKey } from './edit';
import { type CreatedKey, insertKey } from './insert';

/**
 * Replace a key by one with the same grants and expiry, but a new id and secret. The old one works for `graceSeconds`
 * more. Of two concurrent calls only one replaces it.
 * @throws AppError not_found, forbidden, conflict (expired, or already replaced)
 */
export async function rotateKey(scope: Scope, id: string, graceSeconds: number): Promise<CreatedKey> {
  const key = await editableKey(scope, id, 'api_key:rotate');
  const now = scope.clock.now();
  const replacementId = newToken().id;
  return scope.db.$transaction(async (tx) => {
    const { count } = await tx.apiKey.updateMany({
      where: { id, revokedAt: null, rotatedToId: null },
      data: {
        rotatedToId: replacementId,
        ...(graceSeconds > 0
          ? { graceUntil: new Date(now.getTime() + graceSeconds * 1_000) }
          : { revokedAt: now, revokedReason: 'rotated' }),
      },
    });
    if (count === 0) throw new AppError('conflict', 'This key has already been replaced by a new one.');
    return insertKey(
      { db: tx },
      {
        id: replacementId,
        userId: key.userId,
        organizationId: key.organizationId,
        createdByKeyId: key.createdByKeyId,
        name: key.name,
        abilities: key.abilities,
        scopes: key.scopes,
        allowList: key.allowList,
        allowedIps: key.allowedIps,
        rateLimitRequests: key.rateLimitRequests,
        rateLimitWindow: key.rateLimitWindow,
        notBefore: key.notBefore,
        expiresAt: key.expiresAt,
        warnedDays: key.warnedDays,
        createdAt: now,
      },
    );
  });
}
