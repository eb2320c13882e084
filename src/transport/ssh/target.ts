import type { Secret } from '../../domain/secret';

/** How to reach a machine, with everything a connection depends on; two equal targets share one connection. */
export interface HostTarget {
  serverUuid: string;
  /** Name or address, as shown to users. */
  address: string;
  /**
   * Get the addresses to connect to, resolved and checked now: the name is not resolved again. Empty when it does not
   * resolve.
   * @throws AppError when one of them is not allowed
   */
  locate(): Promise<readonly string[]>;
  port: number;
  user: string;
  privateKey: Secret;
  /** The pinned host key (OpenSSH base64 blob), or null before the first validation pinned one. */
  hostKey: string | null;
  /** In seconds; `connection_timeout` of the server. */
  connectTimeoutSeconds: number;
}
