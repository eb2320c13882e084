import { notFound } from '../../domain/error';
import { requireTokenId } from '../../domain/id';
import type { Scope } from '../context';
import { listedAt, visibleKeys } from './read';

/** Ends a key for good; requests made with it are refused from now on. @throws AppError not_found */
export async function revokeKey(scope: Scope, id: string): Promise<void> {
  requireTokenId(id, 'API key');
  const now = scope.clock.now();
  const { count } = await scope.db.apiKey.updateMany({
    where: { id, ...listedAt(now), ...visibleKeys(scope, 'api_key:delete') },
    data: { revokedAt: now, revokedReason: `revoked by user ${scope.principal.user.id}` },
  });
  if (count === 0) throw notFound('API key');
}
