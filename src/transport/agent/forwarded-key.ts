import type { Secret } from '../../domain/secret';

/** A deploy key that a machine may use during one command, and the sign-ins it may be used for. */
export interface ForwardedKey {
  privateKey: Secret;
  /** Login of the repository's address. */
  user: string;
  /** Known keys of the repository's host (blobs in base64). Empty before first use: then the first key is accepted. */
  hostKeys: readonly string[];
  /** Host keys of other machines that this key can sign in to: never accepted for a host without a known key. */
  foreignHostKeys: readonly string[];
  /**
   * Refuse a client that does not name the host it signs in to (OpenSSH before 8.9): the key also signs in to servers,
   * so a signature could give access to more than the repository.
   */
  mustBind: boolean;
  /** Most signatures: a command needs one for each connection it makes. */
  mostSignatures: number;
}
