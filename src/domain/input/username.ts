import { z } from 'zod';

const pattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Username in Coder's format, so that `/users/{user}` can take one; `me` is the caller there. */
export const username = z
  .string()
  .max(32, 'Must not be longer than 32 characters.')
  .regex(pattern, 'May only contain lower-case letters, digits and single hyphens between them.')
  .refine((name) => name !== 'me', 'This name is reserved.');
