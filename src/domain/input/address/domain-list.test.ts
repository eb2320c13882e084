import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainList, parseDomain, parseDomainList } from './domain-list';

describe('domains (hostile-inputs row 36)', () => {
  it.each([
    ['https://app.example.com', { scheme: 'https', host: 'app.example.com', containerPort: null, path: '/' }],
    [
      'http://App.Example.com:3000/Api/',
      { scheme: 'http', host: 'app.example.com', containerPort: 3000, path: '/Api' },
    ],
    ['https://bücher.example', { host: 'xn--bcher-kva.example' }],
    ['https://*.example.com', { host: '*.example.com' }],
    ['http://x.10.213.1.11.sslip.io', { host: 'x.10.213.1.11.sslip.io' }],
  ])('reads %s', (text, expected) => expect(parseDomain(text)).toMatchObject(expected));

  it.each([
    'https://a.b;id',
    'app.example.com',
    'ftp://a.b',
    'https://',
    'https://a b',
    'https://user@a.b',
    'https://a.b?x',
    'https://a.b#x',
    'https://a.b/x y',
    'https://a.b/../x',
    'https://a.b/%2e%2e',
    'https://a.b/$1',
    'https://a.b:0',
    'https://a.b:70000',
    'https://127.0.0.1',
    'https://0x7f.1',
    'https://[::1]',
    'https://-a.b',
    'https://a..b',
    'https://a_b.c',
    'https://*.*.a.b',
    'https://a.*.b',
    'https://a.b/`id`',
    'https://a.b/"',
    'https://a.b\r\nX: y',
  ])('refuses %j', (text) => expect(domainList.safeParse(text).success).toBe(false));

  it('reads a list, and nothing as an empty one', () => {
    expect(parseDomainList('https://a.example, http://b.example/x')).toHaveLength(2);
    expect(parseDomainList('')).toEqual([]);
  });

  it('answers hosts and paths that a proxy configuration can hold as they are', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab.-:/*%?#@$`"; \\é1'.split('')), maxLength: 16 }),
        (rest) => {
          const parsed = parseDomain(`https://a${rest}`);
          if (!parsed) return;
          expect(parsed.host).toMatch(/^(\*\.)?[a-z0-9.-]+$/);
          expect(parsed.path).toMatch(/^\/[A-Za-z0-9\-._~/]*$/);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
