import type { Scope } from '../context';
import { type PrivateKeyWithUses, withUses } from './find';

/** List the keys of the organization, oldest first, still sealed. */
export function listPrivateKeys(
  scope: Scope,
  page?: { skip: number; take: number },
): Promise<PrivateKeyWithUses[]> {
  return scope.db.privateKey.findMany({ include: withUses, orderBy: { id: 'asc' }, ...page });
}
