/** Text in front of the mark that is kept, to be shown should the mark never come. */
const KEPT_BYTES = 16_384;

/**
 * A filter that finds the line with which Gantry's own command begins, and takes out everything up to it: login files
 * of the user may print any amount of text before. The line is `<mark>`, or `<mark> <word>`.
 */
export class StartMark {
  readonly #mark: Buffer;
  /** Bytes that came before, without their unsearched end. */
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

  /** The word behind the mark, once it was found. */
  get word(): string | undefined {
    return this.#word;
  }

  /** Take out the bytes of the command itself. */
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
    // The mark may have begun in the last bytes, or its line goes on in the next chunk.
    const searched = start < 0 ? Math.max(0, bytes.length - this.#mark.length + 1) : start;
    const room = KEPT_BYTES - this.#kept.length;
    if (room > 0) this.#kept = Buffer.concat([this.#kept, bytes.subarray(0, Math.min(searched, room))]);
    this.#unsearched = Buffer.from(bytes.subarray(searched)); // a copy: the chunk is let go
    return Buffer.alloc(0);
  }

  /** Return what was held back when the mark never came: the words of `sudo` or of the login shell. */
  end(): Buffer {
    return this.#found ? Buffer.alloc(0) : Buffer.concat([this.#kept, this.#unsearched]);
  }
}
