import { GantryError } from '../client/error';
import { DeploymentFailed, Interrupted, NotFound, WrongUse } from './wrong-use';

/** Exit codes that scripts rely on (clients contract C3.2). */
export const exitCodes = {
  done: 0,
  failed: 1,
  wrongUse: 2,
  notFound: 3,
  notPermitted: 4,
  noConnection: 5,
  deploymentFailed: 6,
  /** What shells return for a program that SIGINT ended. */
  interrupted: 130,
} as const;

export function exitCodeOf(error: unknown): number {
  if (error instanceof WrongUse) return exitCodes.wrongUse;
  if (error instanceof NotFound) return exitCodes.notFound;
  if (error instanceof DeploymentFailed) return exitCodes.deploymentFailed;
  if (error instanceof Interrupted) return exitCodes.interrupted;
  if (!(error instanceof GantryError)) return exitCodes.failed;
  switch (error.code) {
    case 'not_found':
      return exitCodes.notFound;
    case 'unauthenticated':
    case 'forbidden':
      return exitCodes.notPermitted;
    case 'no_connection':
    case 'unavailable':
      return exitCodes.noConnection;
    case 'validation_failed':
      return exitCodes.wrongUse;
    default:
      return exitCodes.failed;
  }
}

/** Describe a failure for standard error: what went wrong, what to do, and the id to quote. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof GantryError)) return error instanceof Error ? error.message : String(error);
  const fields = Object.entries(error.fields ?? {}).flatMap(([name, reasons]) =>
    reasons.map((reason) => `  ${name}: ${reason}`),
  );
  const advice = adviceOn(error);
  return [
    error.message,
    ...fields,
    ...(advice ? [advice] : []),
    ...(error.requestId ? [`Request id: ${error.requestId}`] : []),
  ].join('\n');
}

function adviceOn({ code }: GantryError): string | null {
  switch (code) {
    case 'unauthenticated':
      return 'Sign in again: gantry login --with-token < FILE, or set GANTRY_TOKEN.';
    case 'forbidden':
      return 'Use a token with the missing ability. gantry whoami shows what this token may do.';
    case 'too_many_requests':
      return 'Wait a minute, then try again.';
    case 'internal':
      return 'The server’s log shows the cause under the request id.';
    default:
      return null;
  }
}
