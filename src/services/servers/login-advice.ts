import { ConnectFailure } from '../../engine/machines';
import type { ServerWithKey } from './find';

/** What to do about a sign-in that failed; null when the error itself says it, such as a shell that runs nothing. */
export function loginAdvice(
  error: unknown,
  { user, privateKey }: { user: string; privateKey: Pick<ServerWithKey['privateKey'], 'publicKey'> },
): string | null {
  if (!(error instanceof ConnectFailure) || error.kind !== 'authentication') return null;
  return `Add this line to ~/.ssh/authorized_keys of ${user} on the machine: ${privateKey.publicKey}`;
}
