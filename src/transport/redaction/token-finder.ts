import type { Finder, Found } from './finder';

const BODY = /[A-Za-z0-9_-]/;
/** `gnt_[a-z]{3}_` and the first character after it, one test per byte. */
const SHAPE = [/g/, /n/, /t/, /_/, /[a-z]/, /[a-z]/, /[a-z]/, /_/, BODY];
const COMPLETE = 1 << (SHAPE.length - 1);

/** For each byte, one bit per position of the pattern that it matches. */
const FITS = Uint16Array.from({ length: 256 }, (_, byte) =>
  SHAPE.reduce((bits, test, place) => bits | (test.test(String.fromCharCode(byte)) ? 1 << place : 0), 0),
);
const IS_BODY = Uint8Array.from({ length: 256 }, (_, byte) => Number(BODY.test(String.fromCharCode(byte))));

/**
 * Searches for Gantry's own tokens by their form. Bit n is set while the last n + 1 bytes match the pattern
 * (Shift-And).
 */
export class TokenFinder implements Finder {
  #bits = 0;
  #start = -1;
  #position = 0;

  read(chunk: Uint8Array, at: number, found: Found): void {
    let bits = this.#bits;
    let start = this.#start;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number; // within the chunk
      if (start >= 0) {
        if (IS_BODY[byte] === 1) continue;
        found(start, at + i);
        start = -1;
        bits = 0;
      }
      bits = ((bits << 1) | 1) & (FITS[byte] as number); // a byte is below 256
      if ((bits & COMPLETE) !== 0) start = at + i - SHAPE.length + 1;
    }
    this.#bits = bits;
    this.#start = start;
    this.#position = at + chunk.length;
    if (this.#start >= 0) found(this.#start, this.#position); // it may grow with the next chunk
  }

  get openFrom(): number {
    if (this.#start >= 0 || this.#bits === 0) return Number.POSITIVE_INFINITY;
    return this.#position - (32 - Math.clz32(this.#bits));
  }
}
