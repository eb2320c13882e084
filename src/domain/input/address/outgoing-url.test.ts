import { expect, it } from 'vitest';
import { emailList, outgoingUrl } from './outgoing-url';

it.each([
  ['https://hooks.example.com/services/T0/B0', true],
  ['http://example.com:8080/x?y=1', true],
  ['https://user:pw@example.com', false],
  ['https://user@example.com', false],
  ['ftp://example.com', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['https://example.com/\r\nX: y', false],
  ['example.com', false],
  ['', false],
])('takes %j as a URL to call: %s', (text, isTaken) => {
  expect(outgoingUrl.safeParse(text).success).toBe(isTaken);
});

it.each([
  ['a@example.com', true],
  ['a@example.com, b@example.com', true],
  ['a@example.com,', false],
  ['a@example.com\r\nBcc: eve@example.com', false],
  [Array.from({ length: 51 }, (_, n) => `u${n}@example.com`).join(','), false],
])('takes %j as a list of addresses: %s', (text, isTaken) => {
  expect(emailList.safeParse(text).success).toBe(isTaken);
});
