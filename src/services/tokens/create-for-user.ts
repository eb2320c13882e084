import type { Database } from '../../db/database';
import { AppError } from '../../domain/error';
import type { Ability } from '../../domain/permission/ability';
import type { Clock } from '../../lib/clock';
import { expiryOf } from './expiry';
import { requireWithinRole } from './grants';
import { type CreatedKey, insertKey } from './insert';

export interface KeyForUser {
  email: string;
  name: string;
  abilities: readonly Ability[];
  /** null: it does not expire. */
  expiresInDays: number | null;
}

/**
 * A key for someone else, by the operator of the machine. It belongs to the organization that the user joined first.
 * @throws AppError not_found, forbidden (the user's role may not hold it), conflict (name in use)
 */
export async function createKeyForUser(
  database: Pick<Database, 'db'>,
  clock: Clock,
  { email, name, abilities, expiresInDays }: KeyForUser,
): Promise<CreatedKey> {
  const user = await database.db.user.findUnique({
    where: { email },
    include: {
      memberships: {
        orderBy: { createdAt: 'asc' },
        take: 1,
        include: { customRole: true },
      },
    },
  });
  const membership = user?.memberships[0];
  if (!user || !membership) throw new AppError('not_found', `There is no user ${email}.`);
  requireWithinRole({ ...membership, grants: [], isInstanceAdmin: false }, { abilities, scopes: [] });
  return insertKey(database, {
    userId: user.id,
    organizationId: membership.organizationId,
    createdByKeyId: null,
    name,
    abilities,
    expiresAt: expiryOf(expiresInDays, clock.now()),
  });
}
