import { AppError } from '../../domain/error';
import { isStreamFailure } from '../../transport/docker/diagnosis';
import { DockerUnreachable } from '../../transport/docker/failure';
import {
  ConnectFailure,
  ConnectionLost,
  DeadlineExceeded,
  HostKeyMismatch,
  NoAnswer,
} from '../../transport/ssh/failures';
import { StepTimeout } from './deadline';

/** Connection failures that waiting does not fix. */
const lastingConnectFailures = new Set<ConnectFailure['kind']>(['authentication', 'private_key', 'not_ssh']);

/** Messages of Docker's engine and command line while the daemon, or containerd below it, stops or starts. */
const dockerInterrupted =
  /cannot connect to the docker daemon|containerd\.sock|ttrpc: closed|transport is closing|context canceled|shutting down/i;

const noSpace = /no space left on device|disk quota exceeded/i;

/**
 * Whether the connection to the machine, or its Docker daemon, was interrupted: a retry is likely to succeed. The
 * first error of the chain that tells decides.
 */
export function isInterruption(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof ConnectionLost || error instanceof NoAnswer) return true;
  if (error instanceof ConnectFailure) return !lastingConnectFailures.has(error.kind);
  if (error instanceof DockerUnreachable) return error.kind === 'not_running';
  // A proper answer, whatever its text resembles.
  if (error instanceof AppError && error.code !== 'unavailable') return false;
  const isBrokenStream = !(error instanceof AppError) && isStreamFailure(error);
  return isBrokenStream || dockerInterrupted.test(error.message) || isInterruption(error.cause);
}

/**
 * Whether an undo may succeed later: after an interruption, when a machine does not answer in time, presents another
 * host key or refuses the sign-in (both can be corrected), or has a full disk.
 */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isInterruption(error)) return true;
  if (error instanceof StepTimeout || error instanceof DeadlineExceeded) return true;
  if (error instanceof HostKeyMismatch || error instanceof ConnectFailure) return true;
  return noSpace.test(error.message) || isPassing(error.cause);
}
