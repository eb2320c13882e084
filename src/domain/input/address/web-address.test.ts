import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { webAddress } from './web-address';

describe('the address of a server', () => {
  it.each([
    ['https://api.github.com', 'https://api.github.com'],
    ['https://github.example.com/api/v3/', 'https://github.example.com/api/v3'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['https://[::1]:8443/api', 'https://[::1]:8443/api'],
  ])('%s is %s', (text, canonical) => {
    expect(webAddress.parse(text)).toBe(canonical);
  });

  it.each([
    'github.com',
    'ftp://github.com',
    'https://user:secret@github.com',
    'https://github.com?x=1',
    'https://github.com/#x',
    'https://github.com\\@evil.example.com',
    'https://github.com/a b',
    'https://',
    'javascript:alert(1)',
    '',
  ])('%j is none', (text) => {
    expect(webAddress.safeParse(text).success).toBe(false);
  });

  it('never becomes another one when it is read again', () => {
    fc.assert(
      fc.property(fc.webUrl(), (text) => {
        const { data } = webAddress.safeParse(text);
        return data === undefined || webAddress.parse(data) === data;
      }),
    );
  });
});
