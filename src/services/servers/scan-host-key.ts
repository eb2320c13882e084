import { AppError } from '../../domain/error';
import { ConnectFailure, type HostKey } from '../../engine/machines';
import type { Scope } from '../context';
import { requireServerAddress } from './address';
import { presentedHostKey } from './presented-host-key';

const TIMEOUT_MS = 10_000;

/** The key that a machine presents now, to be compared by a person before anything is trusted. Nothing is stored. */
export async function scanHostKeyFor(scope: Scope, target: { ip: string; port: number }): Promise<HostKey> {
  const addresses = await requireServerAddress(scope, target.ip);
  try {
    return await presentedHostKey(addresses, { port: target.port, timeoutMs: TIMEOUT_MS, pinned: null });
  } catch (error) {
    // Not a fault of Gantry: the caller's machine did not answer.
    if (error instanceof ConnectFailure) throw new AppError('bad_request', error.message, { cause: error });
    throw error;
  }
}
