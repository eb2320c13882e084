import { Duplex } from 'node:stream';
import type { AgentConversation } from './protocol';
import { sshString } from './ssh-wire';

/** Most bytes of a request: a sign-in is a few kilobytes; a host key of 16 384 bits is 2 KB. */
const MOST_BYTES = 32 * 1024;
const HEADER_BYTES = 4;

/**
 * Agent's end of one connection. ssh2 has such a class, but in 1.17 it loses its position in the stream after an
 * unknown request. The other end is a machine that may send anything, in any pieces, and may not read the answers: at
 * most one request is kept, and nothing is read while an answer waits.
 */
export class AgentStream extends Duplex {
  readonly #conversation: AgentConversation;
  readonly #header = Buffer.alloc(HEADER_BYTES);
  #headerFilled = 0;
  /** Request being received. */
  #body: Buffer | null = null;
  #bodyFilled = 0;
  /** Continues with what was written after a request, once its answer was taken. */
  #resume: (() => void) | null = null;
  /** Whether an impossible length was announced: then the next request cannot be found in the stream. */
  #lost = false;

  constructor(conversation: AgentConversation) {
    super();
    this.#conversation = conversation;
    // ssh2 joins the channel and this stream with `pipe`, and listens to errors of neither.
    this.on('error', () => undefined);
    this.on('pipe', (channel: NodeJS.ReadableStream) => {
      channel.on('error', () => this.destroy());
      channel.on('close', () => this.destroy());
    });
  }

  override _read(): void {
    const resume = this.#resume;
    this.#resume = null;
    resume?.();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    let rest = chunk;
    while (rest.length > 0 && !this.#lost) {
      rest = this.#receive(rest);
      const request = this.#whole();
      if (request === null) continue;
      if (!this.push(sshString(this.#conversation.answer(request)))) {
        this.#resume = () => this._write(rest, 'binary', done);
        return;
      }
    }
    done();
  }

  override _final(done: () => void): void {
    if (!this.#lost) this.push(null);
    done();
  }

  /** Take the part that belongs to the current request. @returns the rest */
  #receive(chunk: Buffer): Buffer {
    if (this.#body === null) {
      const taken = chunk.copy(this.#header, this.#headerFilled);
      this.#headerFilled += taken;
      if (this.#headerFilled < HEADER_BYTES) return chunk.subarray(taken);
      const length = this.#header.readUInt32BE(0);
      if (length > MOST_BYTES) return this.#refuse();
      this.#body = Buffer.alloc(length);
      this.#bodyFilled = 0;
      return chunk.subarray(taken);
    }
    const taken = chunk.copy(this.#body, this.#bodyFilled);
    this.#bodyFilled += taken;
    return chunk.subarray(taken);
  }

  #whole(): Buffer | null {
    if (this.#body === null || this.#bodyFilled < this.#body.length) return null;
    const request = this.#body;
    this.#body = null;
    this.#headerFilled = 0;
    return request;
  }

  #refuse(): Buffer {
    this.#lost = true;
    this.push(sshString(this.#conversation.answer(Buffer.alloc(0))));
    this.push(null);
    return Buffer.alloc(0);
  }
}
