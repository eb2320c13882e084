import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseAddress } from '../auth/address';
import { createClientAddress } from './client-address';
import { forwardedAddress } from './forwarded';

function request(remoteAddress: string, forwarded?: string): IncomingMessage {
  const headers = { 'x-forwarded-for': forwarded, 'x-real-ip': '9.9.9.9', forwarded: 'for=9.9.9.9' };
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage; // the members that are read
}

describe('the address of a client', () => {
  const cases: [string, string[], IncomingMessage, string][] = [
    ['the peer, whatever it claims', [], request('1.2.3.4', '5.6.7.8'), '1.2.3.4'],
    ['the peer, without the spelling of a dual-stack socket', [], request('::ffff:1.2.3.4'), '1.2.3.4'],
    ['what a trusted proxy says', ['10.0.0.0/8'], request('10.1.1.1', '5.6.7.8'), '5.6.7.8'],
    [
      'the last one that no trusted proxy added',
      ['10.0.0.0/8'],
      request('10.1.1.1', '6.6.6.6, 5.6.7.8, 10.2.2.2'),
      '5.6.7.8',
    ],
    [
      'the text in brackets, with a port',
      ['10.0.0.0/8'],
      request('10.1.1.1', '[2001:db8::7]:51234'),
      '2001:db8::7',
    ],
    ['the text before a port', ['10.0.0.0/8'], request('10.1.1.1', '203.0.113.7:51234'), '203.0.113.7'],
    [
      'the client behind proxies with ports',
      ['10.0.0.0/8'],
      request('10.1.1.1', '203.0.113.7:1, 10.2.2.2:80'),
      '203.0.113.7',
    ],
    [
      'what no trusted proxy wrote, unread',
      ['10.0.0.0/8'],
      request('10.1.1.1', 'unknown, 5.6.7.8'),
      '5.6.7.8',
    ],
    ['the peer, when all are trusted', ['10.0.0.0/8'], request('10.1.1.1', '10.2.2.2'), '10.1.1.1'],
    ['IPv6', ['fd00::/8'], request('fd00::1', '2001:db8::5'), '2001:db8::5'],
  ];
  it.each(cases)('%s', (_, trusted, req, expected) =>
    expect(createClientAddress({ proxies: trusted, header: null })(req)).toBe(expected),
  );

  it('cannot be made with a range that is none', () =>
    expect(() => createClientAddress({ proxies: ['nowhere'], header: null })).toThrow('TRUSTED_PROXIES'));
});

describe('an entry that cannot be read', () => {
  const refused = [
    'unknown',
    '_hidden',
    'unix:',
    'x; DROP',
    '1.2.3',
    '1.2.3.4:',
    '1.2.3.4:99999',
    '1.2.3.4:80:90',
    '[1.2.3.4]:80',
    '[2001:db8::7',
    '2001:db8::7]',
    '[2001:db8::7]x',
    '[2001:db8::7]:port',
    '[]',
    '0x7f.1',
    '010.0.0.1',
    'localhost',
    '1.2.3.4, ',
    ',',
    '5.6.7.8 9.9.9.9',
    '"5.6.7.8',
    '10.9.9.9, unknown',
    'unknown, 10.2.2.2',
    'fe80::1%',
    'fe80::1%a%b',
  ];
  it.each(refused)('is refused: %s', (value) => {
    const asked = () =>
      createClientAddress({ proxies: ['10.0.0.0/8'], header: null })(request('10.1.1.1', value));
    expect(asked).toThrow('contains an entry that is not an IP address');
  });

  it('makes no difference from a peer that is no proxy', () =>
    expect(createClientAddress({ proxies: [], header: null })(request('1.2.3.4', 'unknown'))).toBe(
      '1.2.3.4',
    ));

  it.each([
    'for=unknown',
    'for=_hidden',
    'proto=https',
    'for="5.6.7.8',
    'nonsense',
    'for=unknown, for=10.2.2.2',
    'for=9.9.9.9;x="',
  ])('is refused in Forwarded: %s', (value) => {
    const req = {
      socket: { remoteAddress: '10.1.1.1' },
      headers: { forwarded: value },
    } as unknown as IncomingMessage; // the members that are read
    expect(() => createClientAddress({ proxies: ['10.0.0.0/8'], header: 'forwarded' })(req)).toThrow(
      'not an IP address',
    );
  });
});

describe('every spelling of an address', () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const v4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'));
  const v6 = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
  const port = fc.option(fc.integer({ min: 0, max: 65_535 }), { nil: null });
  const blank = fc.constantFrom('', ' ', '\t');

  it('is the same address, whatever its port, quotes and blanks', () => {
    fc.assert(
      fc.property(v4, port, blank, fc.boolean(), (address, at, around, isQuoted) => {
        const node = at === null ? address : `${address}:${at}`;
        expect(forwardedAddress(`${around}${isQuoted ? `"${node}"` : node}${around}`)).toBe(address);
      }),
    );
  });

  it('is the same for IPv6, with brackets, a port, a zone, and IPv4 inside of it', () => {
    fc.assert(
      fc.property(v6, port, fc.boolean(), (parts, at, hasZone) => {
        const text = parts.map((part) => part.toString(16)).join(':');
        const zoned = hasZone ? `${text}%eth0` : text;
        const node = at === null ? zoned : `[${zoned}]:${at}`;
        expect(forwardedAddress(node)).toBe(normaliseAddress(text));
      }),
    );
    expect(forwardedAddress('[::ffff:203.0.113.7]:80')).toBe('203.0.113.7');
  });

  it('is an address or nothing, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const address = forwardedAddress(text);
        if (address !== null) expect(isIP(address)).not.toBe(0);
      }),
    );
  });
});

describe('a header that is named', () => {
  const behind = (peer: string, headers: Record<string, string>) =>
    ({ socket: { remoteAddress: peer }, headers }) as unknown as IncomingMessage; // the members that are read
  const asked = (header: string, req: IncomingMessage) =>
    createClientAddress({ proxies: ['10.0.0.0/8'], header })(req);

  it('counts instead of X-Forwarded-For', () => {
    const headers = { 'x-real-ip': '5.6.7.8', 'x-forwarded-for': '9.9.9.9' };
    expect(asked('x-real-ip', behind('10.1.1.1', headers))).toBe('5.6.7.8');
  });
  it('counts from a trusted proxy alone', () =>
    expect(asked('x-real-ip', behind('1.2.3.4', { 'x-real-ip': '5.6.7.8' }))).toBe('1.2.3.4'));
  it('leaves the peer when it is missing', () =>
    expect(asked('x-real-ip', behind('10.1.1.1', { 'x-forwarded-for': '9.9.9.9' }))).toBe('10.1.1.1'));

  const forwarded: [string, string][] = [
    ['for=5.6.7.8', '5.6.7.8'],
    ['for=9.9.9.9, for=5.6.7.8;proto=https, FOR="10.2.2.2:80"', '5.6.7.8'],
    ['proto=https;for="[2001:db8::5]:443"', '2001:db8::5'],
    ['for=_hidden, for=5.6.7.8:_port', '5.6.7.8'],
    ['for="a, for=9.9.9.9", for=5.6.7.8', '5.6.7.8'],
  ];
  it.each(forwarded)('may be Forwarded: %s', (value, expected) =>
    expect(asked('forwarded', behind('10.1.1.1', { forwarded: value }))).toBe(expected),
  );
});
