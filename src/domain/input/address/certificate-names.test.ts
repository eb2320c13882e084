import { expect, it } from 'vitest';
import { certificateNames } from './certificate-names';

it('takes host names and wildcards once each, as the proxy compares them', () => {
  expect(
    certificateNames.parse(['*.Example.com', 'example.com', 'EXAMPLE.com', 'a.bücher.example.com']),
  ).toEqual(['*.example.com', 'example.com', 'a.xn--bcher-kva.example.com']);
});

it.each([
  [[]],
  [['']],
  [['example.com/path']],
  [['example.com/']],
  [['example.com:8443']],
  [['https://example.com']],
  [['a.*.example.com']],
  [['*.*.example.com']],
  [['192.0.2.1']],
  [['com']],
  [['*.com']],
  [['*.github.io']],
  [['a b.example.com']],
  [['example.com;id']],
  [['*.example.com', 'www.example.com']],
  [Array.from({ length: 21 }, (_, index) => `a${index}.example.com`)],
])('refuses %j', (names) => {
  expect(certificateNames.safeParse(names).success).toBe(false);
});
