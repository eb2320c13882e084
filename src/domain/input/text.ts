import { z } from 'zod';

/** Count the UTF-8 bytes of a text; limits of the contract count bytes, not characters. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the purpose
const singleLineControls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above; tab, line feed and carriage return are text
const multiLineControls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const loneSurrogate = /\p{Surrogate}/u;

/** Free text of one line: valid Unicode without control characters. */
export function singleLine(maxBytes: number) {
  return text(maxBytes, singleLineControls);
}

/** Free text of several lines. */
export function multiLine(maxBytes: number) {
  return text(maxBytes, multiLineControls);
}

function text(maxBytes: number, controls: RegExp) {
  return z
    .string()
    .refine((value) => byteLength(value) <= maxBytes, `Must not be longer than ${maxBytes} bytes.`)
    .refine((value) => !controls.test(value), 'Must not contain control characters.')
    .refine((value) => !loneSurrogate.test(value), 'Must be valid UTF-8.');
}
