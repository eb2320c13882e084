import type { Secret } from '../../domain/secret';

/** How to reach a machine. Everything that a connection depends on; two equal targets share one connection. */
export interface HostTarget {
  serverUuid: string;
  /** Name or address, as shown to people. */
  address: string;
  /**
   * The addresses to connect to, looked up and judged now: the name is not asked again. None when it does not resolve.
   * @throws AppError when one of them is not allowed
   */
  locate(): Promise<readonly string[]>;
  port: number;
  user: string;
  privateKey: Secret;
  /** The pinned host key (OpenSSH base64 blob), or null before the first validation pinned one. */
  hostKey: string | null;
  /** Seconds; `connection_timeout` of the server. */
  connectTimeoutSeconds: number;
}
