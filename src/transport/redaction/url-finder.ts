import type { Finder, Found } from './finder';

/** Most bytes of an authority, the part of a URL before its path; a longer one is removed entirely. */
const MOST_AUTHORITY = 4096;
const COLON = 0x3a;
const SLASH = 0x2f;
const AT = 0x40;
const IS_SCHEME = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(/[A-Za-z0-9+.-]/.test(String.fromCharCode(byte))),
);
/** Bytes that end an authority: space and control characters, quotes, brackets, the path. */
const IS_END = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte <= 0x20 || byte === 0x7f || /[/"'<>]/.test(String.fromCharCode(byte))),
);

/** Searches for the user part of URLs: everything between `scheme://` and the last `@` of the authority. */
export class UrlFinder implements Finder {
  /** Number of bytes of `x://` read so far; 4: inside an authority. */
  #place = 0;
  #start = 0;
  #isTooLong = false;

  read(chunk: Uint8Array, at: number, found: Found): void {
    for (let i = 0; i < chunk.length; i++) {
      if (this.#place < 2) i = this.#skipToColon(chunk, i);
      if (i === chunk.length) return;
      const byte = chunk[i] as number; // within the chunk
      if (this.#place === 4 && IS_END[byte] === 0) this.#inAuthority(byte, at + i, found);
      else this.#outside(byte, at + i);
    }
  }

  get openFrom(): number {
    return this.#place === 4 && !this.#isTooLong ? this.#start : Number.POSITIVE_INFINITY;
  }

  /** Skip to the next colon, the only way on; the byte before it decides. */
  #skipToColon(chunk: Uint8Array, from: number): number {
    const colon = chunk.indexOf(COLON, from);
    const to = colon < 0 ? chunk.length : colon;
    if (to > from) this.#place = IS_SCHEME[chunk[to - 1] as number] as number;
    return to;
  }

  #inAuthority(byte: number, position: number, found: Found): void {
    this.#isTooLong ||= position - this.#start >= MOST_AUTHORITY;
    if (this.#isTooLong) found(this.#start, position + 1);
    else if (byte === AT && position > this.#start) found(this.#start, position);
  }

  #outside(byte: number, position: number): void {
    if (this.#place === 1 && byte === COLON) this.#place = 2;
    else if (this.#place === 2 && byte === SLASH) this.#place = 3;
    else if (this.#place === 3 && byte === SLASH) {
      this.#place = 4;
      this.#start = position + 1;
      this.#isTooLong = false;
    } else this.#place = IS_SCHEME[byte] as number; // a byte is below 256
  }
}
