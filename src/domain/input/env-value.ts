import { z } from 'zod';
import { byteLength } from './text';

export const ENV_VALUE_MAX_BYTES = 64 * 1024;
/** Limit for all variables of a resource together (deployment contract D5.1). */
export const ENV_TOTAL_MAX_BYTES = 1024 * 1024;
/** Hostile-inputs row 54. */
export const ENV_MAX_PER_RESOURCE = 1000;

/** Any text without NUL, byte for byte (hostile-inputs row 13). */
export const envValue = z
  .string()
  .refine((value) => !value.includes('\0'), 'Must not contain NUL.')
  .refine((value) => !/\p{Surrogate}/u.test(value), 'Must be valid UTF-8.')
  .refine(
    (value) => byteLength(value) <= ENV_VALUE_MAX_BYTES,
    `Must not be longer than ${ENV_VALUE_MAX_BYTES} bytes.`,
  );
