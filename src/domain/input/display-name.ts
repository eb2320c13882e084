import type { z } from 'zod';
import { singleLine } from './text';

const MAX_BYTES = 255;

/** Unicode letters (with their marks), digits, space and `-_.@/&()#,:+` (coolify-api §2, shapes). */
const displaySet = /^[\p{L}\p{M}\p{N} \-_.@/&()#,:+]+$/u;

/** Display names: stored as text in NFC, rendered as text. */
export const displayName: z.ZodType<string, string> = singleLine(MAX_BYTES)
  .transform((name) => name.normalize('NFC').trim())
  .refine((name) => name !== '', 'Must not be empty.')
  .refine(
    (name) => name === '' || displaySet.test(name),
    'May only contain letters, digits, spaces and - _ . @ / & ( ) # , : +',
  );
