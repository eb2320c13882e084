import { Duplex } from 'node:stream';

/** Message numbers of the SSH agent protocol (draft-ietf-sshm-ssh-agent, section 6.1). */
const FAILURE = 5;
const REQUEST_IDENTITIES = 11;
const IDENTITIES_ANSWER = 12;
const SIGN_REQUEST = 13;
const SIGN_RESPONSE = 14;

/** Requests are small; OpenSSH's agent has the same limit. */
const MOST_BYTES = 256 * 1024;

/** What an agent with one key can do. */
export interface AgentKey {
  /** Public key blob (RFC 4253, 6.6). */
  blob: Buffer;
  comment: string;
  /** Signature blob with its algorithm name in front. `flags` choose the hash of an RSA signature. */
  sign(data: Buffer, flags: number): Buffer;
}

/** A string of the SSH protocol: 32-bit length, then the bytes (RFC 4251, 5). */
export function sshString(value: Buffer | string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function readString(bytes: Buffer, from: number): Buffer {
  return bytes.subarray(from + 4, from + 4 + bytes.readUInt32BE(from));
}

function answer(key: AgentKey, request: Buffer): Buffer {
  if (request[0] === REQUEST_IDENTITIES) {
    const count = Buffer.from([0, 0, 0, 1]);
    return Buffer.concat([
      Buffer.from([IDENTITIES_ANSWER]),
      count,
      sshString(key.blob),
      sshString(key.comment),
    ]);
  }
  if (request[0] !== SIGN_REQUEST) return Buffer.from([FAILURE]);
  const blob = readString(request, 1);
  const data = readString(request, 5 + blob.length);
  const flags = request.readUInt32BE(9 + blob.length + data.length);
  if (!blob.equals(key.blob)) return Buffer.from([FAILURE]);
  return Buffer.concat([Buffer.from([SIGN_RESPONSE]), sshString(key.sign(data, flags))]);
}

/**
 * The agent's end of one connection to an agent. ssh2 has such a class, but in 1.17 it loses its place in the stream
 * after a request that it does not know, and every OpenSSH client since 8.9 begins with one (session-bind).
 */
export class AgentStream extends Duplex {
  #bytes: Buffer = Buffer.alloc(0);
  readonly #key: AgentKey;

  constructor(key: AgentKey) {
    super();
    this.#key = key;
  }

  override _read(): void {
    // Answers are pushed when requests arrive.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    try {
      for (let request = this.#next(); request; request = this.#next()) {
        this.push(sshString(answer(this.#key, request)));
      }
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  /** The next whole request, without its length. */
  #next(): Buffer | undefined {
    if (this.#bytes.length < 4) return undefined;
    const length = this.#bytes.readUInt32BE(0);
    if (length > MOST_BYTES) throw new Error('The request to the SSH agent is too long.');
    if (this.#bytes.length < 4 + length) return undefined;
    const request = this.#bytes.subarray(4, 4 + length);
    this.#bytes = this.#bytes.subarray(4 + length);
    return request;
  }
}
