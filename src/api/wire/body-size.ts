import { z } from 'zod';

/** Body limit for a file of 5 MB with the overhead of base64 or JSON (hostile-inputs rows 18 and 40). */
export const FILE_BODY_BYTES = 8 * 1024 ** 2;

/** Get the body limit of a call whose input has a compose file; other calls have the usual limit. */
export function bodyLimitFor(input: z.ZodType): { bodyBytes?: number } {
  return input instanceof z.ZodObject && 'docker_compose_raw' in input.shape
    ? { bodyBytes: FILE_BODY_BYTES }
    : {};
}
