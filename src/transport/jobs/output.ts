import { AppError } from '../../domain/error';
import { ByteBuffer } from '../output/byte-buffer';
import type { RedactedStream } from '../redaction/redacted-stream';
import type { JobFollowOptions } from './jobs';

/** Size from which an unfinished line is passed on in pieces. */
const LONGEST_LINE_BYTES = 64 * 1024;
/** Length of unstored output from which the machine must wait. */
const BUSY_LENGTH = 256 * 1024;
/**
 * Most output that waits, several times what one poll of a job requests: a machine that sends more breaks the
 * protocol.
 */
const MOST_WAITING_LENGTH = 4 * 1024 * 1024;
/** Most bytes of a job's output; more than the job keeps. */
const MOST_OUTPUT_BYTES = 16 * 1024 * 1024;

/**
 * Output of a job, passed on in whole lines, one call after the other, each with the offset from which following can
 * resume: nothing before it is missing, nothing after it was passed on.
 */
export class JobOutput {
  readonly #line = new ByteBuffer();
  #text = '';
  #offset: number;
  #given: Promise<void> = Promise.resolve();
  #waiting = 0;
  readonly #redacted: RedactedStream;
  readonly #onOutput: JobFollowOptions['onOutput'];

  constructor(offset: number, redacted: RedactedStream, onOutput: JobFollowOptions['onOutput']) {
    this.#offset = offset;
    this.#redacted = redacted;
    this.#onOutput = onOutput;
  }

  /** Bytes of the job's output that have arrived, including the offset at which this began. */
  get received(): number {
    return this.#offset + this.#line.length;
  }

  /**
   * @returns a promise when the next chunk must wait for it
   * @throws AppError when the machine sends more than requested
   */
  push(chunk: Buffer): Promise<void> | undefined {
    const before = this.#line.length;
    this.#line.append(chunk);
    const newline = chunk.lastIndexOf(10) + 1;
    const isLong = this.#line.length >= LONGEST_LINE_BYTES;
    const ready = newline > 0 ? before + newline : isLong ? this.#line.length : 0;
    if (this.received > MOST_OUTPUT_BYTES || this.#waiting + ready > MOST_WAITING_LENGTH) throw flooded();
    if (ready > 0) this.#take(ready);
    return this.#waiting > BUSY_LENGTH ? this.#given : undefined;
  }

  #take(ready: number): void {
    this.#offset += ready;
    this.#text += this.#redacted.push(this.#line.view(0, ready));
    this.#line.dropFirst(ready);
    // Held bytes may be the start of a multi-line secret. If output continues like that, it is passed on with the
    // offset from which reading it again would remove the whole secret.
    if (this.#redacted.heldBytes === 0) this.#give(this.#offset);
    else if (this.#text.length >= LONGEST_LINE_BYTES)
      this.#give(this.#offset - this.#redacted.unsettledBytes);
  }

  /** Resolve when all output so far has been taken; rejects when that failed. */
  settled(): Promise<void> {
    return this.#given;
  }

  /** Pass on the rest, after the end of the job. */
  async end(): Promise<void> {
    this.#offset += this.#line.length;
    this.#text += this.#redacted.end(this.#line.view());
    this.#line.dropFirst(this.#line.length);
    this.#give(this.#offset);
    await this.#given;
  }

  #give(offset: number): void {
    if (this.#text === '') return;
    const text = this.#text;
    this.#text = '';
    this.#waiting += text.length;
    this.#given = this.#given.then(async () => {
      await this.#onOutput({ stream: 'stdout', text }, offset);
      this.#waiting -= text.length;
    });
    this.#given.catch(() => undefined); // reported by `settled`
  }
}

function flooded(): AppError {
  return new AppError('unavailable', 'The machine sent more output of a job than it was asked for.');
}
