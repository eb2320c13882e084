import type { Secret } from '../../domain/secret';

/** Shortest value that is removed: a shorter one would blank out ordinary words, which would reveal it. */
const MIN_SECRET_LENGTH = 4;
/** Shortest line of a key or certificate that is secret by itself, because tools print such values line by line. */
const MIN_LINE_LENGTH = 16;
/** Fewest bytes for an encoded form: a shorter one is an ordinary word. */
const MIN_ENCODED_BYTES = 6;

function linesOf(value: string): string[] {
  if (!value.includes('\n')) return [];
  const lines = value.split('\n').map((line) => line.trim());
  return lines.filter((line) => line.length >= MIN_LINE_LENGTH && !line.startsWith('-----'));
}

/** List the forms in a JSON string: as JavaScript and most tools write it, and as Go does, and so Docker. */
function jsonForms(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const unicode = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return [json, json.replace(/[<>&\u2028\u2029]/g, unicode)];
}

/** List the forms in a URL and in a form body. */
function urlForms(value: string): string[] {
  const wellFormed = Buffer.from(value, 'utf8').toString('utf8'); // a lone surrogate has no percent-encoding
  return [encodeURIComponent(wellFormed), new URLSearchParams([['', wellFormed]]).toString().slice(1)];
}

/** List the forms in base64 without the last group, which depends on what follows (`echo` adds a line feed). */
function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  if (bytes.length < MIN_ENCODED_BYTES) return [];
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
  return [whole.toString('base64'), whole.toString('base64url')];
}

function formsOf(value: string): string[] {
  const shell = value.replaceAll("'", "'\\''");
  return [
    value,
    value.trim(),
    shell,
    ...jsonForms(value),
    ...urlForms(value),
    ...base64Forms(value),
    ...linesOf(value),
  ];
}

/**
 * List every form in which tools print these secrets, as UTF-8: unchanged, quoted for a shell, percent-encoded,
 * JSON-escaped, in base64, and line by line.
 */
export function secretForms(secrets: readonly Secret[]): Buffer[] {
  const forms = new Set(secrets.flatMap((secret) => formsOf(secret.reveal())));
  return [...forms]
    .map((form) => Buffer.from(form, 'utf8'))
    .filter((form) => form.length >= MIN_SECRET_LENGTH);
}
