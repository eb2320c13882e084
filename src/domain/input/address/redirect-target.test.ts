import { describe, expect, it } from 'vitest';
import { redirectTarget } from './redirect-target';

const isValid = (text: string) => redirectTarget.safeParse(text).success;

describe('the target of a redirect', () => {
  it.each([
    'https://example.com',
    'http://example.com:8080/moved/?from=here&x=%20#top',
    'https://192.0.2.1/',
    'https://[2001:db8::1]/',
    'https://xn--bcher-kva.example/',
  ])('may be %s', (text) => expect(isValid(text)).toBe(true));

  it.each([
    'https://x/$1\r\nSet-Cookie: a=b',
    'https://example.com/$1',
    'https://example.com/\r\nX: y',
    'https://example.com/{http.request.uri}',
    'https://example.com/`',
    'https://example.com/%zz',
    'https://user:secret@example.com/',
    'https://user@example.com/',
    'javascript:alert(1)',
    'ftp://example.com/',
    '//example.com/',
    '/moved',
    'https://',
    'https://exa mple.com/',
    'https://bücher.example/',
    'https:example.com',
    `https://example.com/${'x'.repeat(2048)}`,
    '',
  ])('must not be %j', (text) => expect(isValid(text)).toBe(false));
});
