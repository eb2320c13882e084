import type { Finder, Found } from './finder';
import { ROOT, type SecretWords } from './secret-words';

/** Searches for the forms of known secrets. */
export class SecretFinder implements Finder {
  readonly #words: SecretWords;
  #state = ROOT;
  #position = 0;

  constructor(words: SecretWords) {
    this.#words = words;
  }

  read(chunk: Uint8Array, at: number, found: Found): void {
    this.#state = this.#words.read(chunk, this.#state, (end, length) => found(at + end - length, at + end));
    this.#position = at + chunk.length;
  }

  get openFrom(): number {
    return this.#state === ROOT ? Number.POSITIVE_INFINITY : this.#position - this.#words.depth(this.#state);
  }
}
