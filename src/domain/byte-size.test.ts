import { expect, it } from 'vitest';
import { byteSize } from './byte-size';

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [4096, '4 kB'],
  [1.5 * 1024 ** 2, '1.5 MB'],
  [123 * 1024 ** 3, '123 GB'],
  [5000 * 1024 ** 4, '5000 TB'],
])('%d is %s', (bytes, text) => {
  expect(byteSize(bytes)).toBe(text);
});
