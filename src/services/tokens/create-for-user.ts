import { randomUUID } from 'node:crypto';
import { AppError } from '../../domain/error';
import type { Ability } from '../../domain/permission/ability';
import { recordAudit } from '../audit/record';
import type { Services } from '../context';
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
 * Create a key for a user, by the operator of the machine. It belongs to the organization that the user joined first.
 * @throws AppError not_found, forbidden (the user's role may not hold it), conflict (name in use)
 */
export async function createKeyForUser(
  tools: Pick<Services, 'database' | 'clock' | 'log'>,
  { email, name, abilities, expiresInDays }: KeyForUser,
): Promise<CreatedKey> {
  const { database, clock } = tools;
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
  if (!user || !membership) throw new AppError('not_found', `No user has the e-mail address ${email}.`);
  requireWithinRole({ ...membership, grants: [], isInstanceAdmin: false }, { abilities, scopes: [] });
  const { organizationId } = membership;
  const key = await insertKey(
    { db: database.unscoped },
    {
      userId: user.id,
      organizationId,
      createdByKeyId: null,
      name,
      abilities,
      expiresAt: expiryOf(expiresInDays, clock.now()),
    },
  );
  const request = { requestId: randomUUID(), ip: 'local', userAgent: null, surface: 'cli' as const };
  await recordAudit(tools, request, null, {
    action: 'apiKey.create',
    targetType: 'api_key',
    targetUuid: key.id,
    error: null,
    organizationId,
  });
  return key;
}
