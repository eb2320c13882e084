import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';
import { ConnectFailure, HostKeyMismatch } from '../../transport/ssh/failures';

/** Sign in to a machine and run a command that does nothing. @throws AppError when it cannot be reached, or refuses */
export async function signIn(host: Host, deadlineMs: number): Promise<void> {
  const { code, stderr } = await host.run({ argv: ['true'], deadlineMs });
  if (code !== 0) throw new AppError('unavailable', `The machine refused to run a command: ${stderr.trim()}`);
}

/** Whether no connection was made, for any reason. */
export function isConnectFailure(error: unknown): error is Error {
  return error instanceof ConnectFailure;
}

/** Whether the machine answered, but refused the sign-in. */
export function isSignInRefused(error: unknown): boolean {
  return error instanceof ConnectFailure && error.kind === 'authentication';
}

/** Whether the machine presented another host key than the pinned one. */
export function isOtherHostKey(error: unknown): boolean {
  return error instanceof HostKeyMismatch;
}
