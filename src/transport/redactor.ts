import { REDACTED, type Secret } from '../domain/secret';
import { prefixTail } from './prefix-tail';
import { secretForms } from './secret-forms';

/** Credentials recognised by their shape: Gantry's own tokens, and the user part of a URL. */
const TOKEN = 'gnt_[a-z]{3}_[A-Za-z0-9_-]+';
const URL_CREDENTIALS = '(?<=[A-Za-z][A-Za-z0-9+.-]{0,20}:\\/\\/)[^\\s\\/@"\'<>]+(?=@)';

/** The end of a text that may still become one of the shapes above. */
const OPEN_TOKEN = /(?:g|gn|gnt|gnt_[a-z]{0,3}|gnt_[a-z]{3}_[A-Za-z0-9_-]{0,512})$/;
const OPEN_URL = /[A-Za-z][A-Za-z0-9+.-]{0,20}(?::\/?|:\/\/[^\s/@"'<>]{0,2048})?$/;
/** Both expressions look at no more than this much, which keeps them linear. */
const OPEN_WINDOW = 2100;

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Length of a UTF-8 character that begins at the end of `bytes` and is not complete yet. */
function openCharacter(bytes: string): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes.charCodeAt(bytes.length - back);
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** Removes known secrets and credential-shaped text. Compiled once for a set of secrets, then used for many streams. */
export class Redactor {
  readonly #pattern: RegExp;
  readonly #tails: ((text: string) => number)[];

  constructor(secrets: readonly Secret[] = []) {
    const forms = secretForms(secrets);
    this.#pattern = new RegExp([...forms.map(literal), TOKEN, URL_CREDENTIALS].join('|'), 'g');
    this.#tails = forms.map(prefixTail);
  }

  /** A whole text at once. */
  redact(text: string): string {
    return this.stream().end(Buffer.from(text, 'utf8'));
  }

  /** A text that arrives in pieces: a secret cut in two is still removed. */
  stream(): RedactedStream {
    return new RedactedStream(
      (bytes) => bytes.replace(this.#pattern, REDACTED),
      (bytes) => this.#safeLength(bytes),
    );
  }

  /** How many bytes from the start can be given out now, whatever comes next. */
  #safeLength(bytes: string): number {
    const end = bytes.length;
    const window = bytes.slice(-OPEN_WINDOW);
    const openShape = Math.max(
      OPEN_TOKEN.exec(window)?.[0].length ?? 0,
      OPEN_URL.exec(window)?.[0].length ?? 0,
      openCharacter(bytes),
    );
    const cut = this.#tails.reduce((safe, tail) => Math.min(safe, end - tail(bytes)), end - openShape);
    // A complete match that reaches over the cut waits too, or its first half would escape.
    for (const match of bytes.matchAll(this.#pattern)) {
      if (match.index < cut && match.index + match[0].length > cut) return match.index;
    }
    return cut;
  }
}

/** One redacted byte stream. Bytes in, text out (UTF-8, invalid bytes replaced). */
export class RedactedStream {
  #held = '';
  readonly #replace: (bytes: string) => string;
  readonly #safeLength: (bytes: string) => number;

  constructor(replace: (bytes: string) => string, safeLength: (bytes: string) => number) {
    this.#replace = replace;
    this.#safeLength = safeLength;
  }

  /** Raw bytes taken in and not given out yet. */
  get heldBytes(): number {
    return this.#held.length;
  }

  /** Text that is safe to show now; it may be empty. */
  push(chunk: Uint8Array): string {
    const bytes =
      this.#held + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
    const cut = this.#safeLength(bytes);
    this.#held = bytes.slice(cut);
    return this.#decode(bytes.slice(0, cut));
  }

  /** The rest, when nothing follows. */
  end(chunk?: Uint8Array): string {
    const last = chunk ? Buffer.from(chunk).toString('latin1') : '';
    const bytes = this.#held + last;
    this.#held = '';
    return this.#decode(bytes);
  }

  #decode(bytes: string): string {
    return Buffer.from(this.#replace(bytes), 'latin1').toString('utf8');
  }
}
