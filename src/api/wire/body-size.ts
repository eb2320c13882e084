import { z } from 'zod';

/** For a file of 5 MB with what base64 or JSON adds to it (hostile-inputs rows 18 and 40). */
export const FILE_BODY_BYTES = 8 * 1024 ** 2;

/** The limit of the body of a call whose input takes a compose file; of any other the usual one counts. */
export function bodyLimitFor(input: z.ZodType): { bodyBytes?: number } {
  return input instanceof z.ZodObject && 'docker_compose_raw' in input.shape
    ? { bodyBytes: FILE_BODY_BYTES }
    : {};
}
