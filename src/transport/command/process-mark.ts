/** More text than a login shell prints before the command. */
const SEARCH_BYTES = 16_384;

/** Finds the line `<mark> <process id>` in a stderr stream and takes it out. Login shells may print before it. */
export class ProcessMark {
  readonly #mark: Buffer;
  #before: Buffer | undefined = Buffer.alloc(0);
  #pid: number | undefined;

  constructor(mark: string) {
    this.#mark = Buffer.from(`${mark} `);
  }

  /** Process id on the machine, once known. */
  get pid(): number | undefined {
    return this.#pid;
  }

  /** The bytes of the command itself. */
  filter(chunk: Buffer): Buffer {
    if (this.#before === undefined) return chunk;
    const bytes = Buffer.concat([this.#before, chunk]);
    const start = bytes.indexOf(this.#mark);
    const end = start < 0 ? -1 : bytes.indexOf('\n', start);
    if (end >= 0) {
      this.#before = undefined;
      this.#pid = Number(bytes.subarray(start + this.#mark.length, end).toString('latin1'));
      return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end + 1)]);
    }
    if (bytes.length > SEARCH_BYTES) return this.end(chunk);
    this.#before = bytes;
    return Buffer.alloc(0);
  }

  /** What was held back, when the mark never came: the error text of `sudo` or of the login shell. */
  end(last: Buffer = Buffer.alloc(0)): Buffer {
    const rest = this.#before ? Buffer.concat([this.#before, last]) : last;
    this.#before = undefined;
    return rest;
  }
}
