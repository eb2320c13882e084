import { expect } from 'vitest';
import type { ApplicationTest } from './testing';

/** For integration tests only: a text as the fields want it that take base64. */
export const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The answer that refuses these fields of an input. */
export const refused = (...fields: string[]) => ({
  status: 422,
  body: {
    message: 'Validation failed.',
    errors: Object.fromEntries(fields.map((field) => [field, [expect.any(String)]])),
  },
});

/** The environment variables of an application. */
export async function variablesOf({ call }: ApplicationTest, uuid: string, token?: string) {
  return (await call('GET', `/applications/${uuid}/envs`, undefined, token)).body;
}
