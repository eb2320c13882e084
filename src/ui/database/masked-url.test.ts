import { expect, test } from 'vitest';
import { maskedUrl } from './masked-url';

test.each([
  ['postgres://app:s%40cret@db1:5432/app', 'postgres://app:••••••••@db1:5432/app'],
  ['redis://:secret@db1:6379/0', 'redis://:••••••••@db1:6379/0'],
  [
    'mongodb+srv://root:a%2Fb@db1:27017/?directConnection=true',
    'mongodb+srv://root:••••••••@db1:27017/?directConnection=true',
  ],
  ['redis://db1:6379/0', 'redis://db1:6379/0'],
])('%s is shown as %s', (url, shown) => {
  expect(maskedUrl(url)).toBe(shown);
});
