import { z } from 'zod';

/** No group in a loop, which uses stack space for each turn: a 5 MB file would overflow it. */
const alphabet = /^[A-Za-z0-9+/]*={0,2}$/;

/** Whether a text is RFC 4648 §4 base64 with padding; white space is tolerated, because encoders wrap lines. */
function isStandardBase64(compact: string): boolean {
  return compact.length % 4 === 0 && alphabet.test(compact);
}

/** Decode standard base64 of UTF-8; null for anything else. */
export function decodeBase64Text(value: string): string | null {
  const compact = value.replace(/\s+/g, '');
  if (!isStandardBase64(compact)) return null;
  try {
    const bytes = Uint8Array.from(atob(compact), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null; // how the decoder reports "not UTF-8"
    throw error;
  }
}

/** A field with base64 text (`dockerfile`, `custom_labels`, …); parses to the text. */
export const base64Text = z.string().transform((value, context) => {
  const text = decodeBase64Text(value);
  if (text !== null && !text.includes('\0')) return text;
  context.addIssue({ code: 'custom', message: 'Must be UTF-8 text encoded as base64.' });
  return z.NEVER;
});
