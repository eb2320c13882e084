import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostAddress } from './host-address';

describe('hostAddress', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['::FFFF:192.0.2.1', '::ffff:c000:201'],
    ['Server-1.Example.com', 'server-1.example.com'],
    ['localhost', 'localhost'],
    ['1and1.example', '1and1.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ])('reads %s as %s', (text, address) => expect(hostAddress.parse(text)).toBe(address));

  it.each([
    '256.1.1.1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.04',
    '0x1',
    'a.0x1',
    '::1%lo',
    '[::1]',
    '1:2',
    'a_b.example',
    '-a.example',
  ])('refuses %s', (text) => expect(hostAddress.safeParse(text).success).toBe(false));

  it('reads every address and every name made by the grammar', () => {
    const any = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain());
    fc.assert(
      fc.property(any, (text) => {
        const read = hostAddress.parse(text);
        expect(hostAddress.parse(read)).toBe(read);
      }),
    );
  });

  it('lets through nothing but letters, digits, dots, colons and hyphens, and no leading hyphen', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (text) => {
        const read = hostAddress.safeParse(text);
        if (read.success) expect(read.data).toMatch(/^[a-z0-9:][a-z0-9.:-]*$/);
      }),
      { numRuns: 2000 },
    );
  });
});
