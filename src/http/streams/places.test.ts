import { describe, expect, it } from 'vitest';
import { keyOf, principalWith } from '../../auth/principal.testing';
import { StreamPlaces, streamLimits } from './places';

const take = (places: StreamPlaces, count: number, principal = keyOf('owner', {}), ip = '192.0.2.1') =>
  Array.from({ length: count }, () => places.take(principal, ip));

/** Make another user with each call, so that only the address is the same. */
function stranger() {
  return principalWith('owner', null, {
    user: { ...principalWith('owner').user, id: crypto.randomUUID() },
  });
}

describe('places of streams', () => {
  it('are limited by key, and one that is given back can be taken again', () => {
    const places = new StreamPlaces();
    const [first] = take(places, streamLimits.key);
    expect(() => take(places, 1)).toThrow('This API key already has 100 event streams open');
    first?.();
    expect(() => take(places, 1)).not.toThrow();
    expect(() => take(places, 1)).toThrow('This API key');
  });

  it('are limited by user, whatever the keys', () => {
    const places = new StreamPlaces();
    take(places, streamLimits.key);
    take(places, streamLimits.user - streamLimits.key, keyOf('owner', { id: 'another' }));
    expect(() => take(places, 1, keyOf('owner', { id: 'third' }))).toThrow('This user already has 150');
    expect(() => take(places, 1, stranger())).not.toThrow();
  });

  it('are limited by address, of which IPv6 counts the first half', () => {
    const places = new StreamPlaces();
    for (let i = 0; i < streamLimits.address; i++) places.take(stranger(), `2001:db8::${i.toString(16)}`);
    expect(() => places.take(stranger(), '2001:db8::ffff')).toThrow('This address already has 300');
    expect(() => places.take(stranger(), '2001:db8:0:1::1')).not.toThrow();
  });

  it('count nothing for a stream that is refused', () => {
    const places = new StreamPlaces();
    const [first] = take(places, streamLimits.key);
    for (let i = 0; i < streamLimits.user; i++) expect(() => take(places, 1)).toThrow('This API key');
    first?.();
    expect(() => take(places, 1)).not.toThrow();
  });
});
