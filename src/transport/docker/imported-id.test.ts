import { expect, it } from 'vitest';
import { importedId } from './images';

const id = `sha256:${'a'.repeat(64)}`;

it('is in what Docker reported about an import', () => {
  expect(importedId(`{"status":"${id}"}\r\n`)).toBe(id);
});

it.each([
  ['{"errorDetail":{"message":"no space left"},"error":"no space left"}', /no space left/],
  ['{"status":"Importing"}', /did not say the id/],
  ['', /did not say the id/],
  [`{"status":"${id}0"}`, /did not say the id/],
])('is missed in %j', (text, reason) => {
  expect(() => importedId(text)).toThrow(reason);
});
