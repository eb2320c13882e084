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

/** Failures to connect that waiting does not cure. */
const lastingConnectFailures = new Set<ConnectFailure['kind']>(['authentication', 'private_key', 'not_ssh']);

/** Words of Docker's engine and of its command line while the daemon, or containerd below it, stops or starts. */
const dockerInterrupted =
  /cannot connect to the docker daemon|containerd\.sock|ttrpc: closed|transport is closing|context canceled|shutting down/i;

const noSpace = /no space left on device|disk quota exceeded/i;

/**
 * Whether the way to the machine, or its Docker daemon, was away for a moment: what failed may be repeated and is then
 * likely to succeed. The first error of the chain that says something decides.
 */
export function isInterruption(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof ConnectionLost || error instanceof NoAnswer) return true;
  if (error instanceof ConnectFailure) return !lastingConnectFailures.has(error.kind);
  if (error instanceof DockerUnreachable) return error.kind === 'not_running';
  // An answer that was given, whatever its words resemble.
  if (error instanceof AppError && error.code !== 'unavailable') return false;
  const isBrokenStream = !(error instanceof AppError) && isStreamFailure(error);
  return isBrokenStream || dockerInterrupted.test(error.message) || isInterruption(error.cause);
}

/**
 * Whether undoing may still succeed later: an interruption, a machine that does not answer in time, one that presents
 * another host key or refuses the sign-in (both can be corrected), or a full disk.
 */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isInterruption(error)) return true;
  if (error instanceof StepTimeout || error instanceof DeadlineExceeded) return true;
  if (error instanceof HostKeyMismatch || error instanceof ConnectFailure) return true;
  return noSpace.test(error.message) || isPassing(error.cause);
}
