import { expect, it } from 'vitest';
import { storable } from './storable';

it('takes out what PostgreSQL refuses, and nothing that only looks like it', () => {
  const written = {
    slogan: 'a\0b',
    list: ['\ud800', 1, null],
    'k\0ey': { escaped: 'C:\\u0000', path: '\\\\u0000"' },
  };
  expect(storable(written)).toEqual({
    slogan: 'ab',
    list: ['\ufffd', 1, null],
    key: { escaped: 'C:\\u0000', path: '\\\\u0000"' },
  });
});
