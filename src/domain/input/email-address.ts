import { z } from 'zod';

const MAX_LENGTH = 254;

/** E-mail address for sign-in and mail (RFC 5321 limits its length): compared in lower case. */
export const emailAddress = z
  .email({
    // Not for a missing one, which has its own message.
    error: ({ code }) => (code === 'invalid_format' ? 'Must be an e-mail address.' : undefined),
  })
  .max(MAX_LENGTH, `Must not be longer than ${MAX_LENGTH} characters.`)
  .transform((text) => text.toLowerCase());
