import { singleLine } from '../text';

const MAX_BYTES = 255;
const allowed = /^\/[A-Za-z0-9._\-/~@+ ]*$/;

/** Normalize `/`-separated parts, without empty ones and `.`; null when `..` leads above the root. */
export function normalizeCheckoutPath(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') return null;
    parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** A folder of the checkout; `/` is its root (hostile-inputs row 8). */
export const checkoutDirectory = singleLine(MAX_BYTES)
  .refine(
    (path) => allowed.test(path),
    'Must start with / and contain only letters, digits and . _ - / ~ @ +',
  )
  .refine((path) => normalizeCheckoutPath(path) !== null, 'Must not leave the repository.');

/** A file of the checkout (row 9): like a folder, without blanks, and no part may look like an option. */
export const checkoutFile = checkoutDirectory
  .refine((path) => !path.includes(' '), 'Must not contain spaces.')
  .refine((path) => !/\/-/.test(path), 'No part of the path may start with a hyphen.')
  .refine((path) => !path.endsWith('/'), 'Must name a file.');
