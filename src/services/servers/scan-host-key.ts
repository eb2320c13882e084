import { AppError } from '../../domain/error';
import { type HostKey, presentedHostKey } from '../../engine/server/host-key';
import { isConnectFailure } from '../../engine/server/sign-in';
import type { Scope } from '../context';
import { requireServerAddress } from './address';

const TIMEOUT_MS = 10_000;

/** Read the host key that a machine presents now, for a user to compare before it is trusted. Nothing is stored. */
export async function scanHostKeyFor(scope: Scope, target: { ip: string; port: number }): Promise<HostKey> {
  const addresses = await requireServerAddress(scope, target.ip);
  try {
    return await presentedHostKey(addresses, { port: target.port, timeoutMs: TIMEOUT_MS, pinned: null });
  } catch (error) {
    // Not a fault of Gantry: the caller's machine did not answer.
    if (isConnectFailure(error)) throw new AppError('bad_request', error.message, { cause: error });
    throw error;
  }
}
