import { notFound } from '../../domain/error';
import { requireTokenId } from '../../domain/id';
import type { Scope } from '../context';
import { listedAt, visibleKeys } from './read';

/** The result of revoking a key, with the live keys that it created, directly or through other keys. */
export interface RevokedKey {
  created: number;
  areRevoked: boolean;
}

/**
 * Revoke a key permanently, and with `withCreated` those that it created; requests with them are refused from now on.
 * @throws AppError not_found
 */
export async function revokeKey(scope: Scope, id: string, withCreated: boolean): Promise<RevokedKey> {
  requireTokenId(id, 'API key');
  const now = scope.clock.now();
  const revoke = (ids: readonly string[]) =>
    scope.db.apiKey.updateMany({
      where: { id: { in: [...ids] }, ...listedAt(now), ...visibleKeys(scope, 'api_key:delete') },
      data: { revokedAt: now, revokedReason: `revoked by user ${scope.principal.user.id}` },
    });
  const { count } = await revoke([id]);
  if (count === 0) throw notFound('API key');
  const created = await createdBy(scope, id, now);
  if (withCreated) await revoke(created);
  return { created: created.length, areRevoked: withCreated };
}

/** Find the keys that a key created, also under its earlier ids if it was rotated. */
async function createdBy(scope: Scope, id: string, now: Date): Promise<string[]> {
  const seen = new Set([id]);
  const live: string[] = [];
  for (let makers = [id]; makers.length > 0; ) {
    const found = await scope.db.apiKey.findMany({
      where: { OR: [{ createdByKeyId: { in: makers } }, { rotatedToId: { in: makers } }] },
      select: { id: true, createdByKeyId: true, revokedAt: true, expiresAt: true },
    });
    const fresh = found.filter((key) => !seen.has(key.id));
    for (const key of fresh) {
      seen.add(key.id);
      const isCreated = key.createdByKeyId !== null && seen.has(key.createdByKeyId);
      if (isCreated && key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now))
        live.push(key.id);
    }
    makers = fresh.map((key) => key.id);
  }
  return live;
}
