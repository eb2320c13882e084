import { inspect } from 'node:util';

export const REDACTED = '<REDACTED>';

/**
 * A value that must never be printed. Every way that JavaScript turns an object into text gives `<REDACTED>`; the
 * plain text is available only through `reveal()`, which is easy to find in a review.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** Get the plain text. Call it at the last moment, where the bytes are sent to their destination. */
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

/** Get the plain text of a value that may be secret. */
export function revealText(value: string | Secret): string {
  return value instanceof Secret ? value.reveal() : value;
}
