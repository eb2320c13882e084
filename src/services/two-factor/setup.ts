import type { RequestInfo } from '../../auth/context';
import { newTotpSecret, totpUrl } from '../../auth/totp';
import { AppError, invalidField } from '../../domain/error';
import { Secret } from '../../domain/secret';
import type { Scope } from '../context';
import { enqueueMail } from '../mail/send';
import { passwordUserOf, requireOwnPassword, requirePerson } from '../passwords/own-password';
import { acceptSecondFactor, totpSecretPurpose } from '../sessions/verify-second-factor';
import { replaceRecoveryCodes } from './recovery-codes';

/** The secret for an authenticator app; shown once. */
export interface TotpSetup {
  secret: Secret;
  url: Secret;
}

/**
 * Create a secret for the caller, which becomes active once a code of it was given. Beginning again replaces it.
 * @throws AppError forbidden, conflict (it is already on), validation_failed (wrong password)
 */
export async function beginTwoFactor(scope: Scope, password: Secret): Promise<TotpSetup> {
  const { database, notes } = scope;
  const user = await passwordUserOf(scope);
  if (user.totpEnabledAt !== null) throw alreadyOn();
  await requireOwnPassword(scope, user, { password, field: 'password' });
  const secret = newTotpSecret();
  const { name } = await database.db.instance.findUniqueOrThrow({ where: { id: 1 } });
  const { count } = await database.db.user.updateMany({
    where: { id: user.id, totpEnabledAt: null },
    data: { totpSecret: database.sealer.seal(secret, totpSecretPurpose), totpLastStep: null },
  });
  if (count === 0) throw alreadyOn();
  notes.targetUuid = user.id;
  return { secret, url: new Secret(totpUrl(secret, { issuer: name, account: user.email })) };
}

/**
 * Turn two-factor sign-in on. Return the recovery codes, which cannot be shown again.
 * @throws AppError forbidden, conflict, validation_failed (wrong code)
 */
export async function enableTwoFactor(scope: Scope, request: RequestInfo, code: string): Promise<Secret[]> {
  requirePerson(scope);
  const { database, clock, principal, notes } = scope;
  const user = await database.db.user.findUniqueOrThrow({ where: { id: principal.user.id } });
  if (user.totpEnabledAt !== null) throw alreadyOn();
  if (user.totpSecret === null)
    throw new AppError('conflict', 'Start the setup first: there is no secret yet.');
  if (!(await acceptSecondFactor(scope, user, code)))
    throw invalidField('code', 'That code is incorrect. Enter the code that the app shows now.');

  const at = clock.now();
  const codes = await database.db.$transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: user.id, totpEnabledAt: null },
      data: { totpEnabledAt: at },
    });
    if (count === 0) throw alreadyOn();
    return replaceRecoveryCodes(tx, user.id);
  });
  notes.targetUuid = user.id;
  const values = { at: at.toISOString(), ip: request.ip };
  await enqueueMail(scope, { to: user.email, template: 'two_factor_enabled', values });
  return codes;
}

function alreadyOn(): AppError {
  return new AppError('conflict', 'Two-factor authentication is already on. Turn it off to set it up again.');
}
