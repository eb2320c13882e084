import { expect, it } from 'vitest';
import { validationOf } from './validate';

it('tells a token that is refused from a provider that cannot answer', () => {
  expect(validationOf(200).isValid).toBe(true);
  expect([400, 401, 403].map((status) => validationOf(status).isValid)).toEqual([false, false, false]);
  for (const status of [302, 429, 500]) expect(() => validationOf(status)).toThrow(`status ${status}`);
});
