import type { Database } from '../../db/database';
import { AppError } from '../../domain/error';
import type { Clock } from '../../lib/clock';
import { type CreatedKey, expiryOf, insertKey, type NewKey, requireRole } from './create';

/**
 * A key for someone else, by the operator of the machine. It belongs to the organization that the user joined first.
 * @throws AppError not_found, forbidden (the user's role may not hold it), conflict (name in use)
 */
export async function createKeyForUser(
  database: Database,
  clock: Clock,
  { email, ...key }: Omit<NewKey, 'expiresInDays'> & { email: string; expiresInDays: number | null },
): Promise<CreatedKey> {
  const user = await database.db.user.findUnique({
    where: { email },
    include: { memberships: { orderBy: { createdAt: 'asc' }, take: 1 } },
  });
  const membership = user?.memberships[0];
  if (!user || !membership) throw new AppError('not_found', `There is no user ${email}.`);
  requireRole(membership.role, key.abilities);
  return insertKey(database, {
    userId: user.id,
    organizationId: membership.organizationId,
    createdByKeyId: null,
    name: key.name,
    abilities: key.abilities,
    expiresAt: expiryOf(key.expiresInDays, clock.now()),
  });
}
