import { ENV_MAX_PER_RESOURCE, ENV_TOTAL_MAX_BYTES, envValue } from '../../domain/input/env-value';
import type { Secret } from '../../domain/secret';

/** A limit that the variables of a resource exceed. */
export interface Excess {
  about: 'key' | 'value';
  message: string;
}

/**
 * Find out whether there are too many variables (hostile-inputs row 54) or they are too long in total (deployment
 * contract D5.1).
 */
export function excessOf(values: readonly Secret[]): Excess | null {
  if (values.length > ENV_MAX_PER_RESOURCE)
    return {
      about: 'key',
      message: `A resource can have at most ${ENV_MAX_PER_RESOURCE} environment variables.`,
    };
  const bytes = values.reduce((sum, value) => sum + Buffer.byteLength(value.reveal()), 0);
  if (bytes > ENV_TOTAL_MAX_BYTES)
    return {
      about: 'value',
      message: `The variables of a resource can have at most ${ENV_TOTAL_MAX_BYTES} bytes in total.`,
    };
  return null;
}

/** List the problems of the values for new variables. */
export function valueProblems(values: ReadonlyMap<string, Secret>): string[] {
  return [...values].flatMap(([key, value]) => {
    const read = envValue.safeParse(value.reveal());
    return read.success ? [] : read.error.issues.map(({ message }) => `${key}: ${message}`);
  });
}
