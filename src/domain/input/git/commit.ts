import { z } from 'zod';

/** `HEAD` or 7 to 64 lower-case hexadecimal digits (hostile-inputs row 3); resolved to a full commit before use. */
export const commitSha = z
  .string()
  .regex(/^(?:HEAD|[0-9a-f]{7,64})$/, 'Must be HEAD or 7 to 64 lower-case hexadecimal digits.');
