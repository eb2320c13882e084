import { z } from 'zod';

/** A group in a loop would be kept on the stack for each turn: a file of 5 MB is more than that holds. */
const alphabet = /^[A-Za-z0-9+/]*={0,2}$/;

/** RFC 4648 §4 with padding; white space between is tolerated, as encoders break lines. */
function isStandardBase64(compact: string): boolean {
  return compact.length % 4 === 0 && alphabet.test(compact);
}

/** The text inside standard base64 of UTF-8, or null when it is not that. */
export function decodeBase64Text(value: string): string | null {
  const compact = value.replace(/\s+/g, '');
  if (!isStandardBase64(compact)) return null;
  try {
    const bytes = Uint8Array.from(atob(compact), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null; // the decoder's way to say "not UTF-8"
    throw error;
  }
}

/** A field that carries a text as base64 (`dockerfile`, `custom_labels`, …); parses to the text. */
export const base64Text = z.string().transform((value, context) => {
  const text = decodeBase64Text(value);
  if (text !== null && !text.includes('\0')) return text;
  context.addIssue({ code: 'custom', message: 'Must be UTF-8 text encoded as base64.' });
  return z.NEVER;
});
