import { z } from 'zod';
import { notFound } from './error';

/** Form of a public id in paths (`coolify-api` contract §5.1); anything else is a 404, never an error. */
export const publicIdPattern = /^[a-z0-9-]{7,36}$/;

export const publicId = z.string().regex(publicIdPattern);

/** Require the form of a public id, or 404; keeps other texts from the database (a NUL would be an error there). */
export function requirePublicId(id: string, what: string): void {
  if (!publicIdPattern.test(id)) throw notFound(what);
}

const rfcUuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text can be the id of a user, an organization or a role (RFC 4122, lower case). */
export function isRfcUuid(text: string): boolean {
  return rfcUuidPattern.test(text);
}

/** Require the form of a key or session id, or 404 (authorization contract §2): 12 base62 characters. */
export function requireTokenId(id: string, what: string): void {
  if (!/^[0-9A-Za-z]{12}$/.test(id)) throw notFound(what);
}
