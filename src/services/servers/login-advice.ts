import { isSignInRefused } from '../../engine/server/sign-in';
import type { ServerWithKey } from './find';

/** The advice for a sign-in that failed; null when the error itself says what to do. */
export function loginAdvice(
  error: unknown,
  { user, privateKey }: { user: string; privateKey: Pick<ServerWithKey['privateKey'], 'publicKey'> },
): string | null {
  if (!isSignInRefused(error)) return null;
  return `Add this line to the ~/.ssh/authorized_keys file of ${user} on the machine: ${privateKey.publicKey}`;
}
