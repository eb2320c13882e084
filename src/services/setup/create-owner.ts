import { randomUUID } from 'node:crypto';
import { hashPassword } from '../../auth/password';
import { passwordWeakness } from '../../auth/password-strength';
import type { Transaction } from '../../db/client';
import type { Database } from '../../db/database';
import { AppError, invalidField } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import { insertUser } from '../users/create-user';
import { matchesSetupToken } from './setup-token';

export interface NewOwner {
  name: string;
  email: string;
  password: Secret;
  organizationName: string;
}

export interface CreatedOwner {
  userId: string;
  organizationId: string;
}

/**
 * Create the first owner with the setup token.
 * @throws AppError conflict (an owner exists), unauthenticated (wrong token), validation_failed (weak password)
 */
export async function createOwnerWithToken(
  database: Pick<Database, 'db' | 'unscoped'>,
  token: Secret,
  owner: NewOwner,
): Promise<CreatedOwner> {
  const instance = await database.db.instance.findUniqueOrThrow({ where: { id: 1 } });
  if (instance.ownerUserId !== null) throw ownerExists();
  if (!matchesSetupToken(token, instance.setupTokenHash))
    throw new AppError('unauthenticated', 'Unauthenticated.');
  return createOwner(database, owner);
}

/**
 * Create user, organization 0 and membership in one transaction; of two concurrent calls one finds the instance taken.
 */
export async function createOwner(
  { unscoped }: Pick<Database, 'unscoped'>,
  owner: NewOwner,
): Promise<CreatedOwner> {
  const weakness = passwordWeakness(owner.password);
  if (weakness) throw invalidField('password', weakness);
  const passwordHash = await hashPassword(owner.password);
  const userId = randomUUID();
  return unscoped.$transaction(async (tx) => {
    const { count } = await tx.instance.updateMany({
      where: { id: 1, ownerUserId: null },
      data: { ownerUserId: userId, setupTokenHash: null },
    });
    if (count === 0) throw ownerExists();
    return insertOwner(tx, { ...owner, userId, passwordHash });
  });
}

async function insertOwner(
  tx: Transaction,
  {
    userId,
    name,
    email,
    passwordHash,
    organizationName,
  }: NewOwner & { userId: string; passwordHash: string },
): Promise<CreatedOwner> {
  await insertUser(tx, { id: userId, email, name, passwordHash, siteRole: 'owner' });
  const organization = await tx.organization.create({
    data: {
      no: 0,
      slug: 'default',
      name: organizationName,
      memberships: { create: { userId, role: 'owner' } },
    },
  });
  return { userId, organizationId: organization.id };
}

function ownerExists(): AppError {
  return new AppError('conflict', 'An owner already exists.');
}
