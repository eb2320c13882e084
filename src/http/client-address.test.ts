import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createClientAddress } from './client-address';

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
    ['the peer, when the header is nonsense', ['10.1.1.1'], request('10.1.1.1', 'x; DROP'), '10.1.1.1'],
    ['the peer, when everybody is trusted', ['10.0.0.0/8'], request('10.1.1.1', '10.2.2.2'), '10.1.1.1'],
    ['IPv6', ['fd00::/8'], request('fd00::1', '2001:db8::5'), '2001:db8::5'],
  ];
  it.each(cases)('%s', (_, trusted, req, expected) =>
    expect(createClientAddress({ proxies: trusted, header: null })(req)).toBe(expected),
  );

  it('cannot be made with a range that is none', () =>
    expect(() => createClientAddress({ proxies: ['nowhere'], header: null })).toThrow('TRUSTED_PROXIES'));
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
    ['for=_hidden', '10.1.1.1'],
    ['for=unknown, for=10.2.2.2', '10.1.1.1'],
  ];
  it.each(forwarded)('may be Forwarded: %s', (value, expected) =>
    expect(asked('forwarded', behind('10.1.1.1', { forwarded: value }))).toBe(expected),
  );
});
