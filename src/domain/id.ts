import { z } from 'zod';
import { notFound } from './error';

/** What paths accept as a public id (`coolify-api` contract §5.1); anything else is "not there", never an error. */
export const publicIdPattern = /^[a-z0-9-]{7,36}$/;

export const publicId = z.string().regex(publicIdPattern);

/** 404 for a text that no public id can be; spares the database such texts (a NUL would be an error there). */
export function requirePublicId(id: string, what: string): void {
  if (!publicIdPattern.test(id)) throw notFound(what);
}
