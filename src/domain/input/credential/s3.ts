import { z } from 'zod';
import { singleLine } from '../text';

/** Bucket names by Amazon S3's rules (hostile-inputs row 26); other services accept no more. */
export const bucketName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    'Must be 3 to 63 lower-case letters, digits, dots and hyphens.',
  )
  .refine((name) => !name.includes('..'), 'Must not have two dots in a row.');

export const s3Region = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'Must be lower-case letters, digits and hyphens, such as us-east-1.');

/** A key id or secret: printable, because it is sent in HTTP headers. */
export const s3Credential = z
  .string()
  .regex(/^[!-~]{1,512}$/, 'Must be printable characters without spaces.');

/** `https://host[:port][/path]`, stored without a trailing slash. */
export const s3Endpoint = singleLine(1024).transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain = url && url.username === '' && url.password === '' && !/[?#]/.test(text);
  if (isPlain && /^https?:$/.test(url.protocol) && url.hostname !== '')
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  context.addIssue({
    code: 'custom',
    message: 'Must be the URL of an S3 service, such as https://s3.us-east-1.amazonaws.com.',
  });
  return z.NEVER;
});
