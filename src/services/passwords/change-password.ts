import type { RequestInfo } from '../../auth/context';
import { hashPassword } from '../../auth/password';
import { passwordWeakness } from '../../auth/password-strength';
import { AppError, invalidField } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import type { Scope } from '../context';
import { enqueueMail } from '../mail/send';
import { endSessionsOf } from '../sessions/revoke';
import { passwordUserOf, requireOwnPassword } from './own-password';

/**
 * Set a new password for the caller, and sign them out everywhere.
 * @throws AppError forbidden, conflict, validation_failed, too_many_requests
 */
export async function changePassword(
  scope: Scope,
  request: RequestInfo,
  { currentPassword, password }: { currentPassword: Secret; password: Secret },
): Promise<void> {
  const { database, clock, notes } = scope;
  const user = await passwordUserOf(scope);
  const weakness = passwordWeakness(password);
  if (weakness) throw invalidField('password', weakness);
  await requireOwnPassword(scope, user, { password: currentPassword, field: 'current_password' });
  if (password.reveal() === currentPassword.reveal())
    throw invalidField('password', 'The new password must differ from the current one.');

  const passwordHash = await hashPassword(password);
  const at = clock.now();
  await database.db.$transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: user.id, passwordHash: user.passwordHash },
      data: { passwordHash, passcodeHash: null, passcodeExpiresAt: null },
    });
    if (count === 0)
      throw new AppError('conflict', 'The password has been changed in the meantime. Sign in again.');
    await endSessionsOf(tx, user.id, at);
  });
  notes.targetUuid = user.id;
  await enqueueMail(scope, {
    to: user.email,
    template: 'password_changed',
    values: { at: at.toISOString(), ip: request.ip },
  });
}
