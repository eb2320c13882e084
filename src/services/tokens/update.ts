import { parseAddressList } from '../../auth/address-list';
import type { Scope } from '../context';
import { type RateLimit, rateColumns } from './create';
import { editableKey, requireNoWider } from './edit';
import { nameTaken } from './insert';
import { getKey, type KeyWithUser } from './read';

export interface KeyChanges {
  name?: string;
  allowedIps?: readonly string[];
  rateLimit?: RateLimit | null;
}

/**
 * Change a key's name, addresses and rate; what it may do never changes.
 * @throws AppError not_found, forbidden, conflict (name in use, expired, replaced), validation_failed (addresses)
 */
export async function updateKey(scope: Scope, id: string, changes: KeyChanges): Promise<KeyWithUser> {
  const key = await editableKey(scope, id, 'api_key:update');
  const columns = {
    allowedIps: changes.allowedIps ? parseAddressList(changes.allowedIps) : key.allowedIps,
    ...rateColumns(changes.rateLimit, key),
  };
  await requireNoWider(scope, { ...key, ...columns });
  try {
    await scope.db.apiKey.updateMany({
      where: { id, revokedAt: null },
      data: { ...columns, name: changes.name ?? key.name },
    });
  } catch (error) {
    throw nameTaken(error);
  }
  const updated = await getKey(scope, id);
  scope.notes.changed(key, updated);
  return updated;
}
