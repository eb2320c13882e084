/** A line of a log. */
export interface LogLine {
  /** Unique and ascending within its log. */
  sequence: number;
  text: string;
  stream: 'stdout' | 'stderr';
  /** Whether this is a debug line, which is hidden by default. */
  hidden: boolean;
  /** ISO time; null if the source has none. */
  at: string | null;
  /** Step of a deployment; null for containers. */
  step: string | null;
}

/** Lines that are rendered together. */
export interface LogChunkLines {
  /** Sequence of the first line, which identifies the chunk. */
  first: number;
  lines: readonly LogLine[];
}

export const chunkSize = 200;

/**
 * Lines in chunks of fixed size, so that a new line re-renders one chunk instead of ten thousand lines. Lines that are
 * already present are dropped: a resumed stream may repeat some.
 */
export class LineBuffer {
  #chunks: readonly LogChunkLines[] = [];
  #last = Number.NEGATIVE_INFINITY;
  readonly #limit: number;

  /** @param limit number of lines kept; the oldest chunks are dropped first */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get chunks(): readonly LogChunkLines[] {
    return this.#chunks;
  }

  get lines(): LogLine[] {
    return this.#chunks.flatMap(({ lines }) => lines);
  }

  append(lines: readonly LogLine[]): void {
    const fresh = lines.filter(({ sequence }) => {
      const isNew = sequence > this.#last;
      if (isNew) this.#last = sequence;
      return isNew;
    });
    if (fresh.length === 0) return;
    const chunks = [...this.#chunks];
    const tail = chunks.at(-1);
    let pending = fresh;
    if (tail && tail.lines.length < chunkSize) {
      const room = chunkSize - tail.lines.length;
      chunks[chunks.length - 1] = { first: tail.first, lines: [...tail.lines, ...fresh.slice(0, room)] };
      pending = fresh.slice(room);
    }
    for (let from = 0; from < pending.length; from += chunkSize) {
      const part = pending.slice(from, from + chunkSize);
      chunks.push({ first: part[0]?.sequence ?? 0, lines: part });
    }
    const surplus = Math.ceil(((chunks.length - 1) * chunkSize - this.#limit) / chunkSize);
    this.#chunks = surplus > 0 ? chunks.slice(surplus) : chunks;
  }
}
