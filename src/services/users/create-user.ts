import type { InstanceModels } from '../../db/instance';
import { isUniqueViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import { randomText } from '../../lib/random';

export interface NewUser {
  /** Id, when another row of the same transaction must reference it. */
  id?: string;
  /** Address in lower case. */
  email: string;
  name: string;
  /** Hash; null for a user who signs in with a provider. */
  passwordHash: string | null;
  loginType?: 'password' | 'github' | 'oidc';
  siteRole?: 'owner' | 'member';
}

/**
 * Insert the row of a new user, with a username derived from the address. The only place that creates users.
 * @throws AppError conflict (the address has an account)
 */
export async function insertUser(tx: InstanceModels, user: NewUser): Promise<{ id: string; no: number }> {
  const username = await freeUsername(tx, user.email);
  try {
    return await tx.user.create({ data: { ...user, username }, select: { id: true, no: true } });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('conflict', 'An account with this e-mail address already exists. Sign in to it.', {
      cause: error,
    });
  }
}

const maxUsername = 32;
const digits = '0123456789';

/** Find a free username: `ada.lovelace@example.com` → `ada-lovelace`, with four digits appended if that is taken. */
async function freeUsername(tx: InstanceModels, email: string): Promise<string> {
  const wanted = usernameOf(email);
  const taken = await tx.user.count({ where: { username: wanted } });
  return taken === 0 ? wanted : `${wanted.slice(0, maxUsername - 5)}-${randomText(4, digits)}`;
}

/** The username for an address: lower-case letters, digits and single hyphens, as Coder writes usernames. */
export function usernameOf(email: string): string {
  const name = email
    .slice(0, email.lastIndexOf('@'))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, maxUsername)
    .replaceAll(/^-+|-+$/g, '');
  return name === '' || name === 'me' ? 'user' : name;
}
