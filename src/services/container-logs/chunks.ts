import type { LogLine } from '../../engine/machines';
import { packLines } from './line-block';

/** Of text. Large enough to compress well, small enough to look into one for its last lines. */
const CHUNK_BYTES = 256 * 1024;

export interface Chunk {
  /** From 0 at the beginning of the log. */
  sequence: number;
  lines: number;
  /** Of its text. */
  bytes: number;
  content: Buffer<ArrayBuffer>;
}

/** Cuts a log into compressed chunks while it is read; of a long one the newest are kept. */
export class Chunks {
  #open: LogLine[] = [];
  #openBytes = 0;
  #next = 0;
  #kept: Chunk[] = [];
  #keptBytes = 0;

  /** @param mostBytes of text */
  constructor(private readonly mostBytes: number) {}

  add(line: LogLine): void {
    this.#open.push(line);
    this.#openBytes += Buffer.byteLength(line.text) + 1;
    if (this.#openBytes >= CHUNK_BYTES) this.#close();
  }

  /** What was added, in its order. */
  end(): readonly Chunk[] {
    if (this.#open.length > 0) this.#close();
    return this.#kept;
  }

  #close(): void {
    const bytes = this.#openBytes;
    this.#kept.push({
      sequence: this.#next++,
      lines: this.#open.length,
      bytes,
      content: packLines(this.#open),
    });
    this.#keptBytes += bytes;
    this.#open = [];
    this.#openBytes = 0;
    while (this.#keptBytes > this.mostBytes && this.#kept.length > 1) {
      this.#keptBytes -= this.#kept.shift()?.bytes ?? 0;
    }
  }
}
