import type { Secret } from '../../domain/secret';
import type { Finder } from './finder';
import { RedactedStream } from './redacted-stream';
import { SecretFinder } from './secret-finder';
import { secretForms } from './secret-forms';
import { SecretWords } from './secret-words';
import { TokenFinder } from './token-finder';
import { UrlFinder } from './url-finder';

/** Redactors by the first of their secrets, which live as long as the operation that uses them. */
const known = new WeakMap<Secret, { secrets: readonly Secret[]; redactor: Redactor }>();

/** A finder that lets nothing through, for secrets that could not be prepared. */
const BROKEN: Finder = {
  read() {
    throw new Error('The secrets could not be prepared.');
  },
  openFrom: 0,
};

/**
 * Removes known secrets, and credentials recognized by their form: Gantry's own tokens, and the user part of a URL.
 * Built once for a set of secrets, then used for many streams. Never throws: if anything goes wrong, the whole text is
 * replaced.
 */
export class Redactor {
  readonly #words: SecretWords | null | 'broken';

  constructor(secrets: readonly Secret[] = []) {
    this.#words = prepare(secrets);
  }

  /** Get the redactor of exactly these secrets, which the commands of one operation share. */
  static for(secrets: readonly Secret[]): Redactor {
    const [first] = secrets;
    if (!first) return WITHOUT_SECRETS;
    const found = known.get(first);
    if (found && isSame(found.secrets, secrets)) return found.redactor;
    const redactor = new Redactor(secrets);
    known.set(first, { secrets: [...secrets], redactor });
    return redactor;
  }

  /** Redact a whole text at once. */
  redact(text: string): string {
    return this.stream().end(Buffer.from(text, 'utf8'));
  }

  /** Redact a text that arrives in pieces: a secret cut in two is still removed. */
  stream(): RedactedStream {
    if (this.#words === 'broken') return new RedactedStream([BROKEN]);
    const shapes = [new TokenFinder(), new UrlFinder()];
    return new RedactedStream(this.#words ? [new SecretFinder(this.#words), ...shapes] : shapes);
  }
}

const WITHOUT_SECRETS = new Redactor();

function prepare(secrets: readonly Secret[]): SecretWords | null | 'broken' {
  try {
    const forms = secretForms(secrets);
    return forms.length === 0 ? null : new SecretWords(forms);
  } catch {
    return 'broken'; // its message may contain a value
  }
}

function isSame(one: readonly Secret[], other: readonly Secret[]): boolean {
  return one.length === other.length && one.every((secret, index) => secret === other[index]);
}
