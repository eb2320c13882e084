import { z } from 'zod';
import { addressKind } from '../../../lib/address-guard';

const LONGEST_TEXT = 16_384;
const LONGEST_URL = 2048;
const MOST_ENTRIES = 100;
/** Excludes what Traefik may read otherwise than `URL` does, such as a backslash. */
const printable = /^[!-[\]-~]+$/;

/** A text on one line. Traefik replaces nothing in it: braces are escaped when the file is written. */
export const plainText = z
  .string()
  .max(LONGEST_TEXT)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Must not contain line breaks or control characters.');

export const textList = z.array(plainText).min(1, 'Must not be empty.').max(MOST_ENTRIES);

/** A name that users choose: written with a prefix, so that it is never one of Gantry's. */
export const ownName = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/,
    'Must be a name of letters, digits, - and _, defined in this configuration; names with @ are reserved for Gantry.',
  );

export const ownNames = z.array(ownName).min(1, 'Must not be empty.').max(MOST_ENTRIES);

export const durationText = z
  .string()
  .regex(/^(?:\d{1,9}(?:\.\d{1,9})?(?:ns|us|µs|ms|s|m|h))+$/, 'Must be a time such as 30s.')
  .max(40);

export const headerName = z
  .string()
  .max(255)
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'Must be the name of a header.');

/** Headers by name; an empty value removes one. Traefik refuses a file with an empty map. */
export const headerValues = z
  .record(headerName, plainText)
  .refine((headers) => Object.keys(headers).length > 0, 'Must not be empty.')
  .refine((headers) => Object.keys(headers).length <= MOST_ENTRIES, 'Has too many headers.');

export const absolutePath = plainText.regex(/^\/(?!\/)/, 'Must be a path that begins with /.');

/** A server to send requests to. The loopback is that of the proxy's container, where Traefik's API listens. */
export const upstreamUrl = urlOf(/^(?:https?|h2c):\/\//i, 'Must be a URL such as http://10.0.0.5:8080.');

/** A program that is asked about each request; it may have a query. */
export const askedUrl = urlOf(/^https?:\/\//i, 'Must be a URL such as http://auth:4181.', true);

function urlOf(scheme: RegExp, message: string, mayHaveQuery = false) {
  return z
    .string()
    .max(LONGEST_URL)
    .regex(printable, message)
    .refine((text) => {
      const url = scheme.test(text) ? parsed(text) : null;
      return (
        url !== null && url.username + url.password + url.hash === '' && (mayHaveQuery || !text.includes('?'))
      );
    }, message)
    .refine((text) => !isLoopback(text), 'The proxy’s own loopback is reserved for Gantry.');
}

function parsed(text: string): URL | null {
  // `URL` takes apart the hosts of schemes that it knows.
  const known = text.replace(/^h2c:/i, 'http:');
  return URL.canParse(known) ? new URL(known) : null;
}

function isLoopback(text: string): boolean {
  const name = (parsed(text)?.hostname ?? '').replace(/\.$/, '');
  if (/(?:^|\.)localhost$/.test(name)) return true;
  const address = name.replace(/^\[|\]$/g, '');
  if (!/^[\d.]+$|:/.test(address)) return false;
  return address.startsWith('0.') || ['loopback', 'unspecified'].includes(addressKind(address));
}

/** How requests of one visitor are kept together. */
export const sticky = z.strictObject({
  cookie: z.strictObject({
    name: headerName.optional(),
    secure: z.boolean().optional(),
    httpOnly: z.boolean().optional(),
    sameSite: z.enum(['none', 'lax', 'strict']).optional(),
    maxAge: z.int().optional(),
    path: absolutePath.optional(),
    domain: plainText.optional(),
  }),
});
