import { crc32 } from 'node:zlib';
import { base62, randomBase62 } from '../lib/random';

/** `pat` API key · `ses` session · `dep` deploy webhook. */
export type TokenKind = 'pat' | 'ses' | 'dep';

const idLength = 12;
const secretLength = 40;
const largestNo = 2_147_483_647;

/** Random parts of a new row: a public id, and the secret that is shown once. */
export interface NewToken {
  id: string;
  secret: string;
}

export function newToken(): NewToken {
  return { id: randomBase62(idLength), secret: randomBase62(secretLength) };
}

/** Write Gantry's form: `gnt_pat_<id>_<secret><crc>`, crc over everything before it. */
export function gantryForm(kind: TokenKind, { id, secret }: NewToken): string {
  const body = `gnt_${kind}_${id}_${secret}`;
  return body + base62Checksum(body);
}

/** Write Coolify's form: `<no>|<secret><crc8>`. */
export function coolifyForm(no: number, { secret }: NewToken): string {
  return `${no}|${secret}${hexChecksum(secret)}`;
}

/** Write Coder's form: `<id>-<secret>`. */
export function coderForm({ id, secret }: NewToken): string {
  return `${id}-${secret}`;
}

/** Key for finding the row of a well-formed token. The Coder form does not distinguish keys from sessions. */
export type TokenLookup =
  | { by: 'id'; id: string; table: 'keys' | 'sessions' | 'either' }
  | { by: 'no'; no: number }
  | { by: 'secret' };

export interface ParsedToken {
  lookup: TokenLookup;
  secret: string;
}

const gantryPattern = /^gnt_(pat|ses)_([0-9A-Za-z]{12})_([0-9A-Za-z]{40})([0-9A-Za-z]{6})$/;
const coolifyPattern = /^(?:(\d{1,10})\|)?([0-9A-Za-z]{40})([0-9a-f]{8})?$/;
const coderPattern = /^([0-9A-Za-z]{12})-([0-9A-Za-z]{40})$/;

/**
 * Parse any of the three forms (authorization contract §2). null for a wrong format or checksum: such a token is
 * refused before any database call.
 */
export function parseToken(text: string): ParsedToken | null {
  return parseGantry(text) ?? parseCoder(text) ?? parseCoolify(text);
}

function parseGantry(text: string): ParsedToken | null {
  const [, kind, id, secret, checksum] = gantryPattern.exec(text) ?? [];
  if (!id || !secret || !checksum) return null;
  if (base62Checksum(text.slice(0, -checksum.length)) !== checksum) return null;
  return { lookup: { by: 'id', id, table: kind === 'ses' ? 'sessions' : 'keys' }, secret };
}

function parseCoder(text: string): ParsedToken | null {
  const [, id, secret] = coderPattern.exec(text) ?? [];
  return id && secret ? { lookup: { by: 'id', id, table: 'either' }, secret } : null;
}

/**
 * Parse Coolify's form. The checksum is optional on input, and so is `no|`: then the row is found by the digest of its
 * secret.
 */
function parseCoolify(text: string): ParsedToken | null {
  const [, noText, secret, checksum] = coolifyPattern.exec(text) ?? [];
  if (!secret) return null;
  if (checksum !== undefined && checksum !== hexChecksum(secret)) return null;
  if (noText === undefined) return { lookup: { by: 'secret' }, secret };
  const no = Number(noText);
  return no <= largestNo ? { lookup: { by: 'no', no }, secret } : null;
}

/** Compute CRC-32 as 8 lower-case hex digits. */
function hexChecksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}

/** Compute CRC-32 as 6 base62 digits. */
function base62Checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < 6; place++) {
    digits = base62.charAt(rest % base62.length) + digits;
    rest = Math.floor(rest / base62.length);
  }
  return digits;
}
