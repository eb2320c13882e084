import type { Secret } from '../../domain/secret';

/** How to reach a machine. Everything that a connection depends on; two equal targets share one connection. */
export interface HostTarget {
  serverUuid: string;
  address: string;
  port: number;
  user: string;
  privateKey: Secret;
  /** The pinned host key (OpenSSH base64 blob), or null before the first validation pinned one. */
  hostKey: string | null;
  /** Seconds; `connection_timeout` of the server. */
  connectTimeoutSeconds: number;
}
