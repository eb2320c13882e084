import { REDACTED } from '../../domain/secret';
import { ByteBuffer } from '../output/byte-buffer';
import type { Finder } from './finder';

interface Span {
  start: number;
  end: number;
}

/** Get the length of an incomplete UTF-8 character at the end of `bytes`. */
function openCharacter(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number; // within bounds
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/**
 * A redacted byte stream. Bytes in, text out (UTF-8, invalid bytes replaced). Overlapping matches are removed as one,
 * so that no part of a secret remains. When a finder fails, only the mark is returned from then on.
 */
export class RedactedStream {
  readonly #finders: readonly Finder[];
  readonly #held = new ByteBuffer();
  /** Position of the first held byte in the stream. */
  #base = 0;
  /** Matches that were found but not yet returned. */
  #spans: Span[] = [];
  /** Position up to which a returned mark covers everything. */
  #removedTo = 0;
  /** Position of the last mark's start. */
  #markedFrom = 0;
  #isBroken = false;

  constructor(finders: readonly Finder[]) {
    this.#finders = finders;
  }

  /** Raw bytes received but not yet returned. */
  get heldBytes(): number {
    return this.#held.length;
  }

  /** Bytes at the end that a stream starting there would redact the same; it may repeat the last mark. */
  get unsettledBytes(): number {
    const from = this.#removedTo > this.#base ? this.#markedFrom : this.#base;
    return this.#base + this.#held.length - from;
  }

  /** Take bytes, and return the text that is safe to show now; it may be empty. */
  push(chunk: Uint8Array): string {
    return this.#failingClosed(() => {
      const end = this.#take(chunk);
      const safe = Math.min(end, ...this.#finders.map((finder) => finder.openFrom));
      const isRemoved = this.#removedTo >= safe || this.#spans.some((span) => span.end >= safe);
      return this.#giveOut(isRemoved ? safe : safe - openCharacter(this.#held.view(0, safe - this.#base)));
    });
  }

  /** Return the rest, at the end of the stream. */
  end(chunk: Uint8Array = new Uint8Array()): string {
    return this.#failingClosed(() => this.#giveOut(this.#take(chunk)));
  }

  /** @returns the position after the last byte */
  #take(chunk: Uint8Array): number {
    const at = this.#base + this.#held.length;
    this.#held.append(chunk);
    for (const finder of this.#finders) finder.read(chunk, at, (start, end) => this.#add(start, end));
    return at + chunk.length;
  }

  #add(start: number, end: number): void {
    const last = this.#spans.at(-1);
    if (!last || start >= last.end || end <= last.start) this.#spans.push({ start, end });
    else {
      last.start = Math.min(last.start, start);
      last.end = Math.max(last.end, end);
    }
  }

  /** Return everything before `cut`. */
  #giveOut(cut: number): string {
    const parts: string[] = [];
    const waiting: Span[] = [];
    let from = Math.max(this.#base, this.#removedTo);
    for (const span of this.#spans.sort((a, b) => a.start - b.start)) {
      if (span.start >= cut && span.start >= this.#removedTo) waiting.push(span);
      else {
        if (span.start >= this.#removedTo) {
          parts.push(this.#text(from, span.start), REDACTED);
          this.#markedFrom = span.start;
        }
        this.#removedTo = Math.max(this.#removedTo, span.end);
        from = Math.max(from, this.#removedTo);
      }
    }
    parts.push(this.#text(from, cut));
    this.#spans = waiting;
    this.#held.dropFirst(cut - this.#base);
    this.#base = cut;
    return parts.join('');
  }

  #text(from: number, to: number): string {
    return from >= to ? '' : this.#held.view(from - this.#base, to - this.#base).toString('utf8');
  }

  #failingClosed(work: () => string): string {
    if (this.#isBroken) return '';
    try {
      return work();
    } catch {
      // Its message may contain what was to be removed.
      this.#isBroken = true;
      this.#held.dropFirst(this.#held.length);
      return REDACTED;
    }
  }
}
