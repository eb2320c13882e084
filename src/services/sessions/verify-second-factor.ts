import { recoveryCodeDigest } from '../../auth/recovery-code';
import { isTotpCode, matchingTotpStep } from '../../auth/totp';
import type { InstanceModels } from '../../db/instance';
import type { Services } from '../context';

/** Purpose to which the sealer binds TOTP secrets. */
export const totpSecretPurpose = 'users.totp_secret';

/**
 * Use up a code of the user's authenticator, or a recovery code. The secret need not be active yet.
 * @returns whether the code was valid and not used before
 */
export async function acceptSecondFactor(
  { database, clock }: Pick<Services, 'database' | 'clock'>,
  user: { id: string; totpSecret: Uint8Array | null },
  code: string,
): Promise<boolean> {
  const digits = code.replaceAll(/\s/g, '');
  if (!isTotpCode(digits)) return spendRecoveryCode(database.db, user.id, { code, at: clock.now() });
  if (!user.totpSecret) return false;
  const secret = database.sealer.open(user.totpSecret, totpSecretPurpose);
  const step = matchingTotpStep(secret, digits, clock.now());
  return step !== null && spendStep(database.db, user.id, step);
}

/** Use up a time step and those before it: of two requests with the same code, one finds it used. */
async function spendStep(db: InstanceModels, userId: string, step: number): Promise<boolean> {
  const { count } = await db.user.updateMany({
    where: { id: userId, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  });
  return count === 1;
}

async function spendRecoveryCode(
  db: InstanceModels,
  userId: string,
  { code, at }: { code: string; at: Date },
): Promise<boolean> {
  const codeHash = recoveryCodeDigest(code);
  if (codeHash === null) return false;
  const { count } = await db.recoveryCode.updateMany({
    where: { userId, codeHash, usedAt: null },
    data: { usedAt: at },
  });
  return count === 1;
}
