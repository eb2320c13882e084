import fc from 'fast-check';
import { Address4, Address6 } from 'ip-address';
import { describe, expect, it } from 'vitest';
import { AppError } from '../domain/error';
import { normaliseAddress, parseNetwork } from './address';
import {
  addressListWithin,
  listAdmits,
  parseAddressList,
  readAddressList,
  splitAddressList,
} from './address-list';

const admits = (entries: string[], address: string) => listAdmits(readAddressList(entries), address);

describe('a list as it is saved', () => {
  const cases: [string, string[], string[]][] = [
    ['has one spelling of IPv6', ['2001:DB8:0:0:0:0:0:1'], ['2001:db8::1']],
    [
      'shows IPv4 inside IPv6 as IPv4',
      ['::ffff:192.0.2.1', '::ffff:10.0.0.0/104'],
      ['192.0.2.1', '10.0.0.0/8'],
    ],
    [
      'has networks without the bits of a host',
      ['10.1.2.3/8', '2001:db8::5/32'],
      ['10.0.0.0/8', '2001:db8::/32'],
    ],
    ['has no duplicates', ['192.0.2.1', '::ffff:192.0.2.1', '192.0.2.1/32'], ['192.0.2.1']],
    ['has no entry that another one covers', ['10.1.2.3', '10.0.0.0/8', '10.9.0.0/16'], ['10.0.0.0/8']],
    ['is empty for everyone', ['192.0.2.1', '0.0.0.0'], []],
    ['is empty for everyone, as a range', ['0.0.0.0/0'], []],
    ['is empty for everyone, in IPv6', ['::/0'], []],
    ['may be empty', [], []],
  ];
  it.each(cases)('%s', (_, entries, expected) => expect(parseAddressList(entries)).toEqual(expected));

  it.each([
    'nowhere',
    '1.2.3',
    '1.2.3.4/33',
    '1.2.3.4/-1',
    '1.2.3.4/',
    '1.2.3.4/08',
    '01.2.3.4',
    '0x7f.1',
    '127.1',
    '2130706433',
    'fe80::1%eth0',
    '::1/129',
    '1.2.3.4/1/2',
    '::ffff:1.2.3.4/90',
    '1.2.3.4;DROP',
    '',
  ])('refuses %s', (entry) => {
    const refused = () => parseAddressList(['192.0.2.1', entry]);
    expect(refused).toThrow(AppError);
    expect(refused).toThrow(expect.objectContaining({ code: 'validation_failed' }));
  });

  it('is read from text with commas and line breaks', () =>
    expect(splitAddressList(' 1.2.3.4 , ,\n::1,')).toEqual(['1.2.3.4', '::1']));
});

describe('a stored list', () => {
  it('that cannot be read admits no one', () => {
    expect(admits(['192.0.2.1', 'nonsense'], '192.0.2.1')).toBe(false);
    expect(admits(['nonsense', '0.0.0.0'], '192.0.2.1')).toBe(false);
  });
  it('admits no address that cannot be read', () => expect(admits(['10.0.0.0/8'], 'unknown')).toBe(false));
  it('that is empty admits everyone', () => expect(admits([], 'unknown')).toBe(true));
});

describe('a list within another', () => {
  const cases: [string[], string[], boolean][] = [
    [['10.1.0.0/16', '192.0.2.1'], ['10.0.0.0/8', '192.0.2.0/24'], true],
    [['10.0.0.0/8'], ['10.1.0.0/16'], false],
    [['10.0.0.1'], [], true],
    [[], ['10.0.0.0/8'], false],
    [[], [], true],
    [['::1'], ['0.0.0.0/8'], false],
    [['10.0.0.1'], ['nonsense'], false],
  ];
  it.each(cases)('%j in %j: %s', (child, parent, expected) =>
    expect(addressListWithin(child, parent)).toBe(expected),
  );
});

/** Only a few bits differ, so that networks and addresses often match. */
const ipv4 = fc
  .tuple(fc.constantFrom(10, 192), fc.constantFrom(0, 128), fc.constantFrom(0, 1, 255), fc.nat(255))
  .map((parts) => parts.join('.'));
const ipv6 = fc
  .tuple(fc.constantFrom('2001:db8', 'fd00:0'), fc.constantFrom('0', '8000', 'ffff'), fc.nat(0xffff))
  .map(([head, middle, tail]) => `${head}:${middle}::${tail.toString(16)}`);
const network = fc.oneof(
  fc.tuple(ipv4, fc.integer({ min: 1, max: 32 })),
  fc.tuple(ipv6, fc.integer({ min: 1, max: 128 })),
);
const address = fc.oneof(ipv4, ipv6);

/** Check an address with a second, independent implementation. */
function isIn(text: string, range: string): boolean {
  const isV4 = (each: string) => !each.includes(':');
  if (isV4(text) !== isV4(range)) return false;
  return isV4(text)
    ? new Address4(text).isInSubnet(new Address4(range))
    : new Address6(text).isInSubnet(new Address6(range));
}

describe('for any list and any address', () => {
  it('it is admitted exactly when one of the ranges contains it, before and after saving', () => {
    fc.assert(
      fc.property(fc.array(network, { minLength: 1, maxLength: 6 }), address, (networks, who) => {
        const entries = networks.map(([base, bits]) => `${base}/${bits}`);
        const expected = entries.some((range) => isIn(who, range));
        expect(admits(entries, who)).toBe(expected);
        expect(admits(parseAddressList(entries), who)).toBe(expected);
        expect(admits(entries, normaliseAddress(`::ffff:${who}`))).toBe(who.includes(':') ? false : expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('saving twice is saving once, and nothing that is saved is covered by the rest', () => {
    fc.assert(
      fc.property(fc.array(network, { maxLength: 8 }), (networks) => {
        const saved = parseAddressList(networks.map(([base, bits]) => `${base}/${bits}`));
        expect(parseAddressList(saved)).toEqual(saved);
        for (const entry of saved) {
          const others = saved.filter((each) => each !== entry);
          expect(others.length > 0 && addressListWithin([entry], others)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('any text is a network or null', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseNetwork(text)));
  });
});
