import type { RequestInfo } from '../../auth/context';
import { digestOf } from '../../auth/digest';
import { hashPassword, verifyPassword } from '../../auth/password';
import { passwordWeakness } from '../../auth/password-strength';
import type { Transaction } from '../../db/client';
import type { InstanceModels } from '../../db/instance';
import { AppError } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import type { Services } from '../context';
import { enqueueMail } from '../mail/send';
import { endSessionsOf } from '../sessions/revoke';
import { maxPasscodeFailures } from './passcode';
import { requirePasswordLogin } from './password-login';

export interface PasswordReset {
  /** Address in lower case. */
  email: string;
  passcode: Secret;
  password: Secret;
}

/**
 * Set a new password with a passcode (authorization contract §13.5). End every session and API key of the user: someone
 * with the old password may have created them.
 * @throws AppError forbidden, bad_request
 */
export async function resetPassword(
  services: Services,
  request: RequestInfo,
  { email, passcode, password }: PasswordReset,
): Promise<void> {
  await requirePasswordLogin(services);
  const weakness = passwordWeakness(password);
  if (weakness) throw new AppError('bad_request', 'Invalid password.', { fields: { password: [weakness] } });

  const user = await requirePasscode(services, email, passcode);
  if (request.notes) request.notes.actorUserId = user.id;
  if (await verifyPassword(password, user.passwordHash)) {
    await uncountTry(services.database.db, user.id);
    throw new AppError('bad_request', 'New password cannot match old password.');
  }
  const passwordHash = await hashPassword(password);
  const at = services.clock.now();
  await services.database.unscoped.$transaction((tx) => replace(tx, { user, passwordHash, at }));
  if (request.notes) request.notes.targetUuid = user.id;
  await enqueueMail(services, {
    to: email,
    template: 'passcode_reset',
    values: { at: at.toISOString(), ip: request.ip },
  });
}

interface PasscodeUser {
  id: string;
  email: string;
  passwordHash: string | null;
  passcodeHash: string;
}

/**
 * Require the right passcode. An unknown address, a wrong and an expired passcode get the same answer in the same time.
 */
async function requirePasscode(
  { database: { db }, clock }: Services,
  email: string,
  passcode: Secret,
): Promise<PasscodeUser> {
  const user = await db.user.findFirst({ where: { email, status: 'active', loginType: 'password' } });
  const isAdmitted = await countTry(db, email, clock.now());
  const passcodeHash = isAdmitted ? (user?.passcodeHash ?? null) : null;
  const matches = await verifyPassword(passcode, passcodeHash);
  if (!user || passcodeHash === null || !matches) throw incorrect();
  return { ...user, passcodeHash };
}

/** Count a try before comparing it, so that of many concurrent ones no more than five get through. */
async function countTry(db: InstanceModels, email: string, now: Date): Promise<boolean> {
  const { count } = await db.user.updateMany({
    where: { email, passcodeExpiresAt: { gt: now }, passcodeFailures: { lt: maxPasscodeFailures } },
    data: { passcodeFailures: { increment: 1 } },
  });
  return count === 1;
}

async function uncountTry(db: InstanceModels, id: string): Promise<void> {
  await db.user.updateMany({ where: { id }, data: { passcodeFailures: { decrement: 1 } } });
}

async function replace(
  tx: Transaction,
  { user, passwordHash, at }: { user: PasscodeUser; passwordHash: string; at: Date },
): Promise<void> {
  const { count } = await tx.user.updateMany({
    where: { id: user.id, passcodeHash: user.passcodeHash },
    data: { passwordHash, passcodeHash: null, passcodeExpiresAt: null, passcodeFailures: 0 },
  });
  if (count === 0) throw incorrect(); // used by a concurrent call
  await endSessionsOf(tx, user.id, at);
  await tx.apiKey.updateMany({
    where: { userId: user.id, revokedAt: null },
    data: { revokedAt: at, revokedReason: 'password reset by passcode' },
  });
  // The owner of the mailbox does not have to wait because others guessed.
  await tx.loginThrottle.deleteMany({ where: { accountHash: digestOf(user.email) } });
}

function incorrect(): AppError {
  return new AppError('bad_request', 'Incorrect email or one-time passcode.');
}
