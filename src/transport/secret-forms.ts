import type { Secret } from '../domain/secret';

/** Shorter values would blank out ordinary words, and the blanks would give the value away. */
const MIN_SECRET_LENGTH = 4;
/** A line of a key or certificate is secret by itself, because tools print such values line by line. */
const MIN_LINE_LENGTH = 16;

function formsOf(value: string): string[] {
  const lines = value
    .split(/\r?\n/)
    .filter((line) => line.length >= MIN_LINE_LENGTH && !line.startsWith('-----'));
  const wellFormed = Buffer.from(value, 'utf8').toString('utf8'); // a lone surrogate has no percent-encoding
  const whole = [value, value.trim(), encodeURIComponent(wellFormed), JSON.stringify(value).slice(1, -1)];
  return [...whole, ...(value.includes('\n') ? lines : [])];
}

/**
 * Every spelling in which tools print these secrets: as is, percent-encoded, JSON-escaped, and line by line.
 * Longest first, each one a byte string (one character per UTF-8 byte).
 */
export function secretForms(secrets: readonly Secret[]): string[] {
  const forms = secrets.flatMap((secret) => formsOf(secret.reveal()));
  const bytes = forms.map((form) => Buffer.from(form, 'utf8').toString('latin1'));
  return [...new Set(bytes)]
    .filter((form) => form.length >= MIN_SECRET_LENGTH)
    .sort((a, b) => b.length - a.length);
}
