import { z } from 'zod';
import { decodeBase64Text } from '../base64-text';
import { byteLength } from '../text';
import { repairedKey, strangerMessage } from './key-material';

const MAX_BYTES = 16 * 1024;

/** Exactly one PEM block: no second one in its lines; the end label must match the start label. */
const onePemBlock =
  /^-----BEGIN ((?:[A-Z0-9]+ )?PRIVATE KEY)-----\n(?:(?!-----)[A-Za-z0-9+/=:, -]*\n)+-----END \1-----$/;
/** Base64 ends at its padding: decoders would silently drop what follows. */
const dataAfterPadding = /=\n*[A-Za-z0-9+/]/;

/**
 * A private key as users paste it: PEM, or base64 of PEM (hostile-inputs §3). Parses to the PEM block. Whether it is a
 * usable key is decided by a parser (lib/ssh-key.ts); what is stored is that parser's own encoding.
 */
export const privateKeyText = z.string().transform((value, context) => {
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  if (byteLength(value) > MAX_BYTES) return refuse(`Must not be longer than ${MAX_BYTES} bytes.`);
  const given = repairedKey(value);
  const pem = given.includes('-----BEGIN') ? given : repairedKey(decodeBase64Text(given) ?? given);
  const stranger = strangerMessage(pem);
  if (stranger !== null) return refuse(stranger);
  if (!onePemBlock.test(pem) || dataAfterPadding.test(pem))
    return refuse('Must be one private key in PEM format, or base64 of it.');
  return `${pem}\n`;
});
