import type { LogLine } from '../../engine/workload/log';
import { packLines } from './line-block';

/** Bytes of text in a chunk: large enough to compress well, small enough to search for its last lines. */
const CHUNK_BYTES = 256 * 1024;
/** Lines in a chunk: each takes memory whatever its length. */
const CHUNK_LINES = 20_000;
/** Compressed bytes of one log, which stays in memory until it is read to its end. */
const MOST_PACKED_BYTES = 16 * 1024 * 1024;

export interface Chunk {
  /** Number of the chunk, from 0 at the beginning of the log. */
  sequence: number;
  lines: number;
  /** Bytes of its text. */
  bytes: number;
  content: Buffer<ArrayBuffer>;
}

/** Cut a log into compressed chunks while it is read; of a long one, keep the newest. */
export class Chunks {
  #open: LogLine[] = [];
  #openBytes = 0;
  #next = 0;
  #kept: Chunk[] = [];
  #keptBytes = 0;
  #packedBytes = 0;

  /** @param mostBytes of text */
  constructor(private readonly mostBytes: number) {}

  add(line: LogLine): void {
    this.#open.push(line);
    this.#openBytes += Buffer.byteLength(line.text) + 1;
    if (this.#openBytes >= CHUNK_BYTES || this.#open.length >= CHUNK_LINES) this.#close();
  }

  /** Return the chunks, in their order. */
  end(): readonly Chunk[] {
    if (this.#open.length > 0) this.#close();
    return this.#kept;
  }

  #close(): void {
    const bytes = this.#openBytes;
    const content = packLines(this.#open);
    this.#kept.push({ sequence: this.#next++, lines: this.#open.length, bytes, content });
    this.#keptBytes += bytes;
    this.#packedBytes += content.byteLength;
    this.#open = [];
    this.#openBytes = 0;
    while (this.#isTooMuch() && this.#kept.length > 1) {
      const oldest = this.#kept.shift();
      this.#keptBytes -= oldest?.bytes ?? 0;
      this.#packedBytes -= oldest?.content.byteLength ?? 0;
    }
  }

  #isTooMuch(): boolean {
    return this.#keptBytes > this.mostBytes || this.#packedBytes > MOST_PACKED_BYTES;
  }
}
