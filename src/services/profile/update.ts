import { isUniqueViolation } from '../../db/violations';
import { invalidField } from '../../domain/error';
import type { Scope } from '../context';
import { requirePerson } from '../passwords/own-password';
import { getProfile, type Profile } from './read';

/**
 * Update the caller's profile.
 * @throws AppError forbidden (an API key asks), validation_failed (the username is taken)
 */
export async function updateProfile(
  scope: Scope,
  changes: { name?: string | undefined; username?: string | undefined },
): Promise<Profile> {
  requirePerson(scope);
  const before = await getProfile(scope);
  try {
    await scope.database.db.user.update({ where: { id: before.id }, data: changes });
  } catch (error) {
    if (isUniqueViolation(error)) throw invalidField('username', 'This username is taken.');
    throw error;
  }
  const after = await getProfile(scope);
  scope.notes.targetUuid = before.id;
  scope.notes.changed(before, after);
  return after;
}
