import { expect } from 'vitest';
import type { ApplicationTest } from './testing';

/** For integration tests only: encode a text for a field that takes base64. */
export const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The response that refuses these fields of an input. */
export const refused = (...fields: string[]) => ({
  status: 422,
  body: {
    message: 'Validation failed.',
    errors: Object.fromEntries(fields.map((field) => [field, [expect.any(String)]])),
  },
});

/** List the environment variables of an application. */
export async function variablesOf({ call }: ApplicationTest, uuid: string, token?: string) {
  return (await call('GET', `/applications/${uuid}/envs`, undefined, token)).body;
}
