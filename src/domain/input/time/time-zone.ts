import { z } from 'zod';

const MAX_LENGTH = 64;

/** A time zone by its IANA name, such as `Europe/Berlin`, or `UTC`. */
export const timeZone = z
  .string()
  .max(MAX_LENGTH)
  .refine(isTimeZone, 'Must be a time zone such as Europe/Berlin or UTC.');

function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(text)) return false; // no offsets, which have no daylight saving time
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
