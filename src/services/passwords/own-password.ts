import { beginLoginAttempt } from '../../auth/login-throttle';
import { verifyPassword } from '../../auth/password';
import { AppError, invalidField } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import type { Scope, Services } from '../context';

/** A user row with a password. */
export interface PasswordUser {
  id: string;
  email: string;
  passwordHash: string;
}

/**
 * Get the caller's own row, for actions that only a user may do.
 * @throws AppError forbidden (an API key asks), conflict (they sign in with a provider)
 */
export async function passwordUserOf(scope: Scope) {
  requirePerson(scope);
  const { database, principal } = scope;
  const user = await database.db.user.findUniqueOrThrow({ where: { id: principal.user.id } });
  const { passwordHash } = user;
  if (user.loginType !== 'password' || passwordHash === null)
    throw new AppError('conflict', `This account signs in with ${user.loginType} and has no password here.`);
  return { ...user, passwordHash };
}

/** Require a session: programs do not change how a user signs in. @throws AppError forbidden */
export function requirePerson({ principal }: Pick<Scope, 'principal'>): void {
  if (!principal.session)
    throw new AppError('forbidden', 'An API key cannot do this. Sign in with a browser.');
}

/**
 * Require the caller's password. Wrong ones count like failed sign-ins: a stolen session must not help guessing.
 * @throws LoginBlocked, AppError validation_failed with the given field
 */
export async function requireOwnPassword(
  services: Services,
  user: PasswordUser,
  { password, field }: { password: Secret; field: string },
): Promise<void> {
  const attempt = await beginLoginAttempt(services, user.email);
  if (!(await verifyPassword(password, user.passwordHash)))
    throw invalidField(field, 'This password is incorrect.');
  await attempt.undecided();
}
