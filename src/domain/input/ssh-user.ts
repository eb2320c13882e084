import { z } from 'zod';

/** An account on a server (coolify-api §2, shapes): never an option, never more than one word. */
export const sshUser = z
  .string()
  .max(255)
  .regex(/^[A-Za-z0-9._][A-Za-z0-9._-]*$/, 'Must be a user name of letters, digits and . _ -');
