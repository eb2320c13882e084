import { inspect } from 'node:util';

export const REDACTED = '<REDACTED>';

/**
 * A value that must never be printed. Every way JavaScript turns an object into text answers `<REDACTED>`;
 * the bytes come out only through `reveal()`, which is easy to search for in a review.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The plain text. Call it at the last moment, where the bytes leave for their destination. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}

/** Plain text of a value that may or may not be secret. */
export function revealText(value: string | Secret): string {
  return value instanceof Secret ? value.reveal() : value;
}
