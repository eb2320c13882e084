import type { RequestInfo } from '../../auth/context';
import { beginLoginAttempt } from '../../auth/login-throttle';
import { AppError, invalidField } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import type { Scope } from '../context';
import { enqueueMail } from '../mail/send';
import { passwordUserOf, requireOwnPassword } from '../passwords/own-password';
import { acceptSecondFactor } from '../sessions/verify-second-factor';
import { replaceRecoveryCodes } from './recovery-codes';

export interface TwoFactorProof {
  password: Secret;
  /** Code of the authenticator, or a recovery code. */
  code: string;
}

export async function twoFactorStatus({ database, principal }: Scope) {
  const user = await database.db.user.findUniqueOrThrow({
    where: { id: principal.user.id },
    select: { totpEnabledAt: true },
  });
  const recoveryCodesLeft = await database.db.recoveryCode.count({
    where: { userId: principal.user.id, usedAt: null },
  });
  return { enabledAt: user.totpEnabledAt, recoveryCodesLeft };
}

/**
 * Turn two-factor sign-in off.
 * @throws AppError forbidden, conflict (it is off), validation_failed (wrong password or code)
 */
export async function disableTwoFactor(
  scope: Scope,
  request: RequestInfo,
  proof: TwoFactorProof,
): Promise<void> {
  const { database, clock, notes } = scope;
  const user = await requireProof(scope, proof);
  await database.db.$transaction(async (tx) => {
    await tx.user.update({
      where: { id: user.id },
      data: { totpSecret: null, totpEnabledAt: null, totpLastStep: null },
    });
    await tx.recoveryCode.deleteMany({ where: { userId: user.id } });
  });
  notes.targetUuid = user.id;
  const values = { at: clock.now().toISOString(), ip: request.ip };
  await enqueueMail(scope, { to: user.email, template: 'two_factor_disabled', values });
}

/** Replace the recovery codes with ten new ones. @throws AppError as disableTwoFactor */
export async function renewRecoveryCodes(scope: Scope, proof: TwoFactorProof): Promise<Secret[]> {
  const user = await requireProof(scope, proof);
  scope.notes.targetUuid = user.id;
  return scope.database.db.$transaction((tx) => replaceRecoveryCodes(tx, user.id));
}

/** Require password and second factor of the caller. Wrong codes count like failed sign-ins. */
async function requireProof(scope: Scope, { password, code }: TwoFactorProof) {
  const user = await passwordUserOf(scope);
  if (user.totpEnabledAt === null) throw new AppError('conflict', 'Two-factor authentication is off.');
  await requireOwnPassword(scope, user, { password, field: 'password' });
  const attempt = await beginLoginAttempt(scope, user.email);
  if (!(await acceptSecondFactor(scope, user, code)))
    throw invalidField('code', 'The code is neither a current one-time code nor an unused recovery code.');
  await attempt.undecided();
  return user;
}
