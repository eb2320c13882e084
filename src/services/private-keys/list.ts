import type { PrivateKey } from '../../db/generated/client';
import type { Scope } from '../context';

/** Keys of the organization, oldest first, still sealed. */
export function listPrivateKeys(scope: Scope, page?: { skip: number; take: number }): Promise<PrivateKey[]> {
  return scope.db.privateKey.findMany({ orderBy: { id: 'asc' }, ...page });
}
