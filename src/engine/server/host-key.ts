import { AppError } from '../../domain/error';
import { type HostKey, scanHostKey } from '../../transport/ssh/host-key';

export type { HostKey };

interface Scan {
  port: number;
  timeoutMs: number;
  /** Key to compare with: a key of the same type is requested. */
  pinned: string | null;
}

/**
 * Read the host key of the first address that answers. The guard has checked these addresses, so that a name cannot
 * point elsewhere between the check and the connection.
 * @throws ConnectFailure of the last address
 */
export async function presentedHostKey(
  addresses: readonly string[],
  { port, timeoutMs, pinned }: Scan,
): Promise<HostKey> {
  let failure: unknown = new AppError(
    'bad_request',
    'The host name does not resolve. Check the address or its DNS record.',
  );
  for (const address of addresses) {
    try {
      return await scanHostKey(address, port, timeoutMs, pinned);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
