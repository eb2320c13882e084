import type { Secret } from '../../domain/secret';

/** A deploy key that a machine may use for the time of one command, and the sign-ins that it is lent for. */
export interface ForwardedKey {
  privateKey: Secret;
  /** Login of the repository's address. */
  user: string;
  /** Known keys of the repository's host (blobs in base64). None before the first use: then the first key counts. */
  hostKeys: readonly string[];
  /** Keys of other machines that this key opens: never taken for the key of a host without a known one. */
  foreignHostKeys: readonly string[];
  /**
   * Refuse a client that does not say which host it signs in to (OpenSSH before 8.9): the key opens servers as well, so
   * a signature could be worth more than the repository.
   */
  mustBind: boolean;
  /** Number of signatures: a command needs one for each connection that it makes. */
  mostSignatures: number;
}
