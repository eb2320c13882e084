/** Bytes kept from before the mark, to be shown if it never comes. */
const KEPT_BYTES = 16_384;

/**
 * Finds the line with which Gantry's own command begins, and removes everything up to it: login files of the user may
 * print any amount of text before. The line is `<mark>`, or `<mark> <word>`.
 */
export class StartMark {
  readonly #mark: Buffer;
  /** Bytes before the mark, without their unsearched end. */
  #kept: Buffer = Buffer.alloc(0);
  #unsearched: Buffer = Buffer.alloc(0);
  #word: string | undefined;
  #found = false;

  constructor(mark: string) {
    this.#mark = Buffer.from(mark);
  }

  get found(): boolean {
    return this.#found;
  }

  /** Word after the mark, once found. */
  get word(): string | undefined {
    return this.#word;
  }

  /** Return only the bytes of the command itself. */
  filter(chunk: Buffer): Buffer {
    if (this.#found) return chunk;
    const bytes = Buffer.concat([this.#unsearched, chunk]);
    const start = bytes.indexOf(this.#mark);
    const end = start < 0 ? -1 : bytes.indexOf('\n', start + this.#mark.length);
    if (end >= 0) {
      this.#found = true;
      this.#word = bytes.toString('latin1', start + this.#mark.length + 1, end);
      return bytes.subarray(end + 1);
    }
    // The mark may begin in the last bytes, or its line may continue in the next chunk.
    const searched = start < 0 ? Math.max(0, bytes.length - this.#mark.length + 1) : start;
    const room = KEPT_BYTES - this.#kept.length;
    if (room > 0) this.#kept = Buffer.concat([this.#kept, bytes.subarray(0, Math.min(searched, room))]);
    this.#unsearched = Buffer.from(bytes.subarray(searched)); // a copy, so that the chunk can be freed
    return Buffer.alloc(0);
  }

  /** Return what was held back if the mark never came: a message of `sudo` or of the login shell. */
  end(): Buffer {
    return this.#found ? Buffer.alloc(0) : Buffer.concat([this.#kept, this.#unsearched]);
  }
}
