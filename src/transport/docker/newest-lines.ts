import type { LogLine } from './api';

/** Most bytes of text returned to one reader. Ten thousand lines of 64 KB would be 640 MB. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Most lines: each uses memory, whatever its length. */
const MOST_LINES = 50_000;

/** Keeps the newest of a series of lines. */
export class NewestLines {
  #lines: LogLine[] = [];
  /** Index of the first line that is kept. */
  #from = 0;
  #bytes = 0;
  #leftOut = 0;

  /** @param most number of lines to keep */
  constructor(
    private readonly most = Number.POSITIVE_INFINITY,
    private readonly mostBytes = MOST_BYTES,
  ) {}

  add(line: LogLine): void {
    this.#lines.push(line);
    this.#bytes += line.text.length;
    while (this.#lines.length - this.#from > this.most) this.#drop();
    while (
      this.#lines.length - this.#from > 1 &&
      (this.#bytes > this.mostBytes || this.#lines.length - this.#from > MOST_LINES)
    ) {
      this.#drop();
      this.#leftOut += 1;
    }
    if (this.#from > 1000 && this.#from > this.#lines.length / 2) {
      this.#lines = this.#lines.slice(this.#from);
      this.#from = 0;
    }
  }

  #drop(): void {
    this.#bytes -= this.#lines[this.#from]?.text.length ?? 0;
    this.#from += 1;
  }

  /** Return the lines in order; when some did not fit, the first one says how many. */
  lines(): LogLine[] {
    const kept = this.#lines.slice(this.#from);
    const first = kept[0];
    if (this.#leftOut === 0 || first === undefined) return kept;
    const text = `[${this.#leftOut} earlier lines left out: more text than is shown at once]`;
    return [{ stream: 'stderr', timestamp: first.timestamp, text }, ...kept];
  }
}
