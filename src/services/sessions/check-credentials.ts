import { beginLoginAttempt } from '../../auth/login-throttle';
import { verifyPassword } from '../../auth/password';
import type { InstanceModels } from '../../db/instance';
import { emailAddress } from '../../domain/input/email-address';
import type { Secret } from '../../domain/secret';
import type { Services } from '../context';
import {
  codeIncorrect,
  codeRequired,
  otherLoginType,
  passwordDisabled,
  suspendedAccount,
  wrongCredentials,
} from './sign-in-refusal';
import { acceptSecondFactor } from './verify-second-factor';

export interface Credentials {
  /** Address in lower case. */
  email: string;
  password: Secret;
  /** A code of the authenticator, or a recovery code. */
  code?: string | undefined;
}

/**
 * Check credentials in the order of the authorization contract §13.3, rows 2 to 6. An unknown address and a wrong
 * password get the same answer in the same time; the other refusals reveal something about the account, so they come
 * only after a right password. Wrong passwords and wrong codes count as failures of the account.
 * @throws LoginBlocked, SignInRefusal
 */
export async function checkCredentials(
  services: Services,
  { email, password, code }: Credentials,
): Promise<{ userId: string }> {
  const attempt = await beginLoginAttempt(services, email);
  const { db } = services.database;
  const user = await findUserByEmail(db, email);
  const matches = await verifyPassword(password, user?.passwordHash ?? null).catch(async (error: unknown) => {
    await attempt.undecided(); // nothing was learned about the password
    throw error;
  });
  if (!user || !matches) throw wrongCredentials();

  const instance = await db.instance.findUniqueOrThrow({ where: { id: 1 } });
  const needsCode = user.totpEnabledAt !== null;
  const refusal = !instance.isPasswordEnabled
    ? passwordDisabled()
    : user.loginType !== 'password'
      ? otherLoginType(user.loginType)
      : user.status !== 'active'
        ? suspendedAccount()
        : needsCode && !code
          ? codeRequired()
          : null;
  if (refusal) {
    await attempt.undecided();
    throw refusal;
  }
  if (needsCode && code && !(await acceptSecondFactor(services, user, code))) throw codeIncorrect();
  await attempt.succeeded();
  return { userId: user.id };
}

/** Find a user by address; null for a text that is not an address, which the database might refuse. */
export function findUserByEmail(db: InstanceModels, email: string) {
  return emailAddress.safeParse(email).success ? db.user.findUnique({ where: { email } }) : null;
}
