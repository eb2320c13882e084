import { z } from 'zod';

const MAX_LENGTH = 255;

/** Name of an environment variable (hostile-inputs row 12); never rewritten. */
export const envKey = z
  .string()
  .max(MAX_LENGTH, `Must not be longer than ${MAX_LENGTH} characters.`)
  .regex(
    /^[A-Za-z_][A-Za-z0-9_.]*$/,
    'Must start with a letter or _ and contain only letters, digits, _ and .',
  );

/** Whether a variable changes what the loader or interpreter runs: a warning, and never part of a build. */
export function isLoaderVariable(key: string): boolean {
  return key.startsWith('LD_') || key === 'BASH_ENV' || key === 'NODE_OPTIONS';
}
