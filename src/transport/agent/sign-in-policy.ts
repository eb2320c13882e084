import { timingSafeEqual } from 'node:crypto';
import type { ForwardedKey } from './forwarded-key';
import type { SignInRequest } from './sign-in-request';

/** Session that a client claims to be in (`session-bind@openssh.com`), with a host that proved its key for it. */
export interface BoundSession {
  hostKey: Buffer;
  sessionId: Buffer;
}

/** Policy for the signatures of one command, shared by all programs that ask during it. */
export class SignInPolicy {
  readonly #key: ForwardedKey;
  readonly #foreign: ReadonlySet<string>;
  #hostKeys: ReadonlySet<string>;
  #signatures = 0;

  constructor(key: ForwardedKey) {
    this.#key = key;
    this.#hostKeys = new Set(key.hostKeys);
    this.#foreign = new Set(key.foreignHostKeys);
  }

  /** Whether the deploy key may be used in a session with the owner of this host key. */
  acceptsHost(hostKey: Buffer): boolean {
    const key = hostKey.toString('base64');
    if (this.#hostKeys.size > 0) return this.#hostKeys.has(key);
    if (this.#foreign.has(key)) return false;
    this.#hostKeys = new Set([key]); // first use: the command has met its host, and no second one is accepted
    return true;
  }

  /** Decide whether a signature is allowed, and count it if so. */
  allows(request: SignInRequest, bound: BoundSession | null): boolean {
    if (request.user !== this.#key.user || this.#signatures >= this.#key.mostSignatures) return false;
    if (bound ? !matches(request, bound) : !this.#allowsUnbound(request)) return false;
    this.#signatures++;
    return true;
  }

  /**
   * Whether an unbound request is allowed: the method of OpenSSH 8.9 names the host in the signed data, which is
   * equivalent.
   */
  #allowsUnbound({ hostKey }: SignInRequest): boolean {
    return hostKey === null ? !this.#key.mustBind : this.acceptsHost(hostKey);
  }
}

function matches(request: SignInRequest, bound: BoundSession): boolean {
  const { sessionId, hostKey } = request;
  const isSession =
    sessionId.length === bound.sessionId.length && timingSafeEqual(sessionId, bound.sessionId);
  return isSession && (hostKey === null || hostKey.equals(bound.hostKey));
}
