import { z } from 'zod';

const MAX_LENGTH = 254;

/** An address that signs in or gets mail (RFC 5321 limits its length): compared in lower case. */
export const emailAddress = z
  .email({
    // Not of one that is missing, which has words of its own.
    error: ({ code }) => (code === 'invalid_format' ? 'Must be an e-mail address.' : undefined),
  })
  .max(MAX_LENGTH, `Must not be longer than ${MAX_LENGTH} characters.`)
  .transform((text) => text.toLowerCase());
