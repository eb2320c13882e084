import { z } from 'zod';
import { notFound } from './error';

/** What paths accept as a public id (`coolify-api` contract §5.1); anything else is "not there", never an error. */
export const publicIdPattern = /^[a-z0-9-]{7,36}$/;

export const publicId = z.string().regex(publicIdPattern);

/** 404 for a text that no public id can be; spares the database such texts (a NUL would be an error there). */
export function requirePublicId(id: string, what: string): void {
  if (!publicIdPattern.test(id)) throw notFound(what);
}

const rfcUuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text can be the id of a user, an organization or a role (RFC 4122, lower case). */
export function isRfcUuid(text: string): boolean {
  return rfcUuidPattern.test(text);
}

/** 404 for a text that no id of a key or a session can be (authorization contract §2): 12 of base 62. */
export function requireTokenId(id: string, what: string): void {
  if (!/^[0-9A-Za-z]{12}$/.test(id)) throw notFound(what);
}
