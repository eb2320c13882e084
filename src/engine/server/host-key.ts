import { AppError } from '../../domain/error';
import { type HostKey, scanHostKey } from '../../transport/ssh/host-key';

export type { HostKey };

interface Scan {
  port: number;
  timeoutMs: number;
  /** Key to compare with: the machine is asked for one of the same type. */
  pinned: string | null;
}

/**
 * Read the host key that the first address to answer presents. Addresses are those the guard has checked, so that a
 * name cannot point elsewhere between the check and the connection.
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
