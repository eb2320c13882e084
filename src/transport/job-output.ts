import type { JobFollowOptions } from './jobs';
import type { RedactedStream } from './redaction/redacted-stream';

/** A line without an end is passed on in pieces from this size. */
const LONGEST_LINE_BYTES = 64 * 1024;

/**
 * Passes a job's output on in whole lines, one call after the other, each with the offset from which following can be
 * resumed: nothing before it is missing, nothing after it was passed on.
 */
export class JobOutput {
  #line: Buffer = Buffer.alloc(0);
  #text = '';
  #offset: number;
  #given: Promise<void> = Promise.resolve();
  readonly #redacted: RedactedStream;
  readonly #onOutput: JobFollowOptions['onOutput'];

  constructor(offset: number, redacted: RedactedStream, onOutput: JobFollowOptions['onOutput']) {
    this.#offset = offset;
    this.#redacted = redacted;
    this.#onOutput = onOutput;
  }

  /** Bytes of the job's output that have arrived, with the offset at which this began. */
  get received(): number {
    return this.#offset + this.#line.length;
  }

  push(chunk: Buffer): void {
    const bytes = Buffer.concat([this.#line, chunk]);
    const newline = bytes.lastIndexOf(10) + 1;
    const ready = newline > 0 || bytes.length < LONGEST_LINE_BYTES ? newline : bytes.length;
    this.#line = bytes.subarray(ready);
    this.#offset += ready;
    this.#text += this.#redacted.push(bytes.subarray(0, ready));
    // Held bytes are the beginning of what may be a secret of several lines.
    if (this.#redacted.heldBytes === 0) this.#give();
  }

  /** Resolves when everything so far has been taken; rejects when taking it failed. */
  settled(): Promise<void> {
    return this.#given;
  }

  /** The job has ended: gives out what is left. */
  async end(): Promise<void> {
    this.#offset += this.#line.length;
    this.#text += this.#redacted.end(this.#line);
    this.#line = Buffer.alloc(0);
    this.#give();
    await this.#given;
  }

  #give(): void {
    if (this.#text === '') return;
    const text = this.#text;
    const offset = this.#offset;
    this.#text = '';
    this.#given = this.#given.then(() => this.#onOutput({ stream: 'stdout', text }, offset));
    this.#given.catch(() => undefined); // reported by `settled`
  }
}
