import { hashPassword } from '../../auth/password';
import { passwordWeakness } from '../../auth/password-strength';
import type { Transaction } from '../../db/client';
import { AppError, type FieldErrors, invalidField } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import type { Services } from '../context';
import { checkCredentials } from '../sessions/check-credentials';
import { passwordDisabled } from '../sessions/sign-in-refusal';
import { insertUser } from '../users/create-user';

/**
 * Check a new account for the invited address; the result writes it.
 * @throws AppError validation_failed, forbidden (password login is off)
 */
export async function prepareAccount(
  { database }: Services,
  { email, name, password }: { email: string; name: string | undefined; password: Secret | undefined },
): Promise<(tx: Transaction) => Promise<string>> {
  const instance = await database.db.instance.findUniqueOrThrow({ where: { id: 1 } });
  if (!instance.isPasswordEnabled) throw passwordDisabled();
  if (name === undefined || password === undefined) {
    const fields: FieldErrors = {
      ...(name === undefined ? { name: ['Required for a new account.'] } : {}),
      ...(password === undefined ? { password: ['Required for a new account.'] } : {}),
    };
    throw new AppError('validation_failed', 'Validation failed.', { fields });
  }
  const weakness = passwordWeakness(password);
  if (weakness) throw invalidField('password', weakness);
  const passwordHash = await hashPassword(password);
  return async (tx) => (await insertUser(tx, { email, name, passwordHash })).id;
}

/**
 * Get the account of the invited address by its password. Wrong passwords count as failed sign-ins.
 * @throws AppError forbidden (signed in as another user), unauthenticated, and any refusal of a sign-in
 */
export async function verifyAccount(
  services: Services,
  { email, password, isSignedIn }: { email: string; password: Secret | undefined; isSignedIn: boolean },
): Promise<string> {
  if (password === undefined)
    throw new AppError(
      isSignedIn ? 'forbidden' : 'unauthenticated',
      `Sign in as ${email}, or send the password of that account.`,
    );
  return (await checkCredentials(services, { email, password })).userId;
}
