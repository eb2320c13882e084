import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIpv4Range, rangesOverlap } from '../../domain/ipv4-range';
import { freeSubnets } from './free-subnets';

const pool = '10.213.0.0/16';
const first = (taken: readonly string[], from = pool) => freeSubnets(from, taken).next().value;

describe('freeSubnets', () => {
  it('begins with the first of the pool', () => expect(first([])).toBe('10.213.0.0/26'));
  it('goes past what overlaps', () =>
    expect(first(['10.213.0.0/26', '10.213.0.130', '10.213.0.192/28'])).toBe('10.213.0.64/26'));
  it('goes past what is larger than a subnet', () => expect(first(['10.213.0.0/20'])).toBe('10.213.16.0/26'));
  it('does not take the default route for an obstacle', () =>
    expect(first(['0.0.0.0/0', 'fd00::/64'])).toBe('10.213.0.0/26'));
  it('finds nothing in a pool that is routed as a whole', () =>
    expect(first(['10.0.0.0/8'])).toBeUndefined());
  it('finds nothing in what is no pool', () => expect(first([], 'pool')).toBeUndefined());
  it('has a thousand of them', () => expect([...freeSubnets(pool, [])]).toHaveLength(1024));

  const network = fc
    .tuple(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 14, max: 32 }))
    .map(([low, bits]) => `10.213.${low >> 8}.${low & 255}/${bits}`);

  it('answers every subnet of the pool that overlaps nothing, once and in order', () =>
    fc.assert(
      fc.property(fc.array(network, { maxLength: 30 }), (taken) => {
        const occupied = taken.map(parseIpv4Range).filter((range) => range !== null);
        const expected = Array.from({ length: 1024 }, (_, at) => `10.213.${at >> 2}.${(at & 3) * 64}/26`);
        const free = expected.filter((text) => {
          const subnet = parseIpv4Range(text);
          return subnet !== null && !occupied.some((range) => rangesOverlap(range, subnet));
        });
        expect([...freeSubnets(pool, taken)]).toEqual(free);
      }),
    ));
});
