import type { BoundSession, SignInPolicy } from './sign-in-policy';
import { readSignInRequest } from './sign-in-request';
import { verifiesSignature } from './ssh-signature';
import { MalformedMessage, sshString, WireReader } from './ssh-wire';

/** Message numbers of the SSH agent protocol (draft-ietf-sshm-ssh-agent, section 6.1). */
const FAILURE = 5;
const SUCCESS = 6;
const REQUEST_IDENTITIES = 11;
const IDENTITIES_ANSWER = 12;
const SIGN_REQUEST = 13;
const SIGN_RESPONSE = 14;
const EXTENSION = 27;

/** OpenSSH PROTOCOL.agent, section 1. */
const SESSION_BIND = 'session-bind@openssh.com';

/** The one key of an agent. */
export interface AgentKey {
  /** Public key blob (RFC 4253, 6.6). */
  blob: Buffer;
  comment: string;
  /** Algorithms that `sign` supports. */
  algorithms: readonly string[];
  /** Signature blob with its algorithm name in front. */
  sign(data: Buffer, algorithm: string): Buffer;
}

const failure = Buffer.from([FAILURE]);

/** One conversation with an agent: each program on the machine has its own, and may bind it to one session. */
export class AgentConversation {
  readonly #key: AgentKey;
  readonly #policy: SignInPolicy;
  #bound: BoundSession | null = null;
  /** Whether a program forwarded the agent further, or is in a session that the key may not be used for. */
  #closed = false;

  constructor(key: AgentKey, policy: SignInPolicy) {
    this.#key = key;
    this.#policy = policy;
  }

  /** Answer one request, given without its length. Never throws: an unreadable request is answered with FAILURE. */
  answer(request: Buffer): Buffer {
    try {
      const reader = new WireReader(request);
      switch (reader.byte()) {
        case REQUEST_IDENTITIES:
          return this.#identities(reader);
        case SIGN_REQUEST:
          return this.#sign(reader);
        case EXTENSION:
          return this.#extension(reader);
        default:
          return failure;
      }
    } catch (error) {
      if (error instanceof MalformedMessage) return failure;
      this.#closed = true;
      return failure;
    }
  }

  #identities(reader: WireReader): Buffer {
    reader.end();
    const count = Buffer.from([0, 0, 0, 1]);
    const { blob, comment } = this.#key;
    return Buffer.concat([Buffer.from([IDENTITIES_ANSWER]), count, sshString(blob), sshString(comment)]);
  }

  #sign(reader: WireReader): Buffer {
    const blob = reader.string();
    const data = reader.string();
    reader.uint32(); // flags: the algorithm in the signed data says the same
    reader.end();
    if (this.#closed || !blob.equals(this.#key.blob)) return failure;
    const request = readSignInRequest(data);
    if (!request?.keyBlob.equals(blob) || !this.#key.algorithms.includes(request.algorithm)) return failure;
    if (!this.#policy.allows(request, this.#bound)) return failure;
    return Buffer.concat([Buffer.from([SIGN_RESPONSE]), sshString(this.#key.sign(data, request.algorithm))]);
  }

  #extension(reader: WireReader): Buffer {
    if (reader.name() !== SESSION_BIND) return failure;
    const hostKey = reader.string();
    const sessionId = reader.string();
    const signature = reader.string();
    const isForwarding = reader.boolean();
    reader.end();
    const isOurs =
      !isForwarding &&
      this.#bound === null &&
      verifiesSignature(hostKey, signature, sessionId) &&
      this.#policy.acceptsHost(hostKey);
    if (!isOurs) this.#closed = true;
    if (this.#closed) return failure;
    this.#bound = { hostKey, sessionId };
    return Buffer.from([SUCCESS]);
  }
}
