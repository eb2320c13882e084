import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKind, guardAddress, internalHosts, publicOnly } from './address-guard';

const none = internalHosts([]);

describe('addressKind', () => {
  it.each([
    ['8.8.8.8', 'public'],
    ['2606:4700::1111', 'public'],
    ['10.1.2.3', 'private'],
    ['172.31.255.255', 'private'],
    ['fd12::1', 'private'],
    ['100.64.0.1', 'carrier_nat'],
    ['127.8.8.8', 'loopback'],
    ['::1', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['::', 'unspecified'],
    ['169.254.7.7', 'link_local'],
    ['fe80::1', 'link_local'],
    ['fe80::1%eth0', 'link_local'],
    ['169.254.169.254', 'metadata'],
    ['fd00:ec2::254', 'metadata'],
    ['100.100.100.200', 'metadata'],
    ['224.0.0.1', 'multicast'],
    ['ff02::1', 'multicast'],
    ['192.0.2.1', 'reserved'],
    ['198.18.0.1', 'reserved'],
    ['255.255.255.255', 'reserved'],
    ['2001:db8::1', 'reserved'],
    ['64:ff9b:1::7f00:1', 'reserved'],
  ])('%s is %s', (address, kind) => expect(addressKind(address)).toBe(kind));

  it('judges every IPv6 form of an IPv4 address like the IPv4 address', () => {
    fc.assert(
      fc.property(fc.ipV4(), (v4) => {
        const [a = 0, b = 0, c = 0, d = 0] = v4.split('.').map(Number);
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        const kind = addressKind(v4);
        for (const form of [`::ffff:${v4}`, `::ffff:${hex}`, `64:ff9b::${hex}`, `2002:${hex}::1`]) {
          expect(addressKind(form)).toBe(kind);
        }
      }),
    );
  });
});

describe('guardAddress', () => {
  const resolvingTo = (...addresses: string[]) => ({
    allowed: publicOnly,
    internal: none,
    resolve: async () => addresses,
  });

  it.each(['127.0.0.1', '127.1', '0x7f000001', '2130706433', '0177.0.0.1', '::1', '::ffff:127.0.0.1'])(
    'refuses loopback spelled %s without asking a resolver',
    async (host) => {
      const resolve = () => Promise.reject(new Error('must not be asked'));
      expect(await guardAddress(host, { allowed: publicOnly, internal: none, resolve })).toEqual({
        outcome: 'refused',
        kind: 'loopback',
      });
    },
  );

  it('refuses a name when one of its addresses is not public', async () => {
    const verdict = await guardAddress('rebind.example', resolvingTo('93.184.216.34', '10.0.0.7'));
    expect(verdict).toEqual({ outcome: 'refused', kind: 'private' });
  });

  it('answers the addresses to connect to', async () => {
    const verdict = await guardAddress('example.com', resolvingTo('93.184.216.34'));
    expect(verdict).toEqual({ outcome: 'allowed', addresses: ['93.184.216.34'] });
  });

  it('says when a name does not resolve', async () => {
    const resolve = () => Promise.reject(new Error('ENOTFOUND'));
    const verdict = await guardAddress('nowhere.invalid', { allowed: publicOnly, internal: none, resolve });
    expect(verdict).toEqual({ outcome: 'unresolved' });
  });

  it.each([
    [['10.213.0.0/16'], '10.213.1.2', true],
    [['10.213.0.0/16'], '::ffff:10.213.1.2', true],
    [['10.213.0.0/16'], '10.214.1.2', false],
    [['10.0.0.5'], '10.0.0.5', true],
    [['fd12::/64'], 'fd12::9', true],
    [['fd12::/64'], '10.0.0.5', false],
  ])('list %j allows %s: %s', async (list, address, isAllowed) => {
    const verdict = await guardAddress(address, { allowed: publicOnly, internal: internalHosts(list) });
    expect(verdict.outcome).toBe(isAllowed ? 'allowed' : 'refused');
  });

  it('allows a listed name wherever it points', async () => {
    const internal = internalHosts(['Git.Internal']);
    const verdict = await guardAddress('git.internal', {
      allowed: publicOnly,
      internal,
      resolve: async () => ['10.0.0.1'],
    });
    expect(verdict.outcome).toBe('allowed');
  });
});
