import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from '../domain/secret';
import { createSealer } from './sealed';

const sealer = createSealer(new Secret('0123456789abcdef0123456789abcdef'));

test('what was sealed opens to the same text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(sealer.open(sealer.seal(text, 'table.column'), 'table.column').reveal()).toBe(text);
    }),
  );
});

test('the same text never seals to the same bytes', () => {
  expect(sealer.seal('x', 'a.b')).not.toEqual(sealer.seal('x', 'a.b'));
});

test('a value moved to another column does not open', () => {
  expect(() => sealer.open(sealer.seal('x', 'a.b'), 'a.c')).toThrow();
});

test('any changed byte is noticed', () => {
  const sealed = sealer.seal('secret text', 'a.b');
  for (let i = 0; i < sealed.length; i++) {
    const broken = Uint8Array.from(sealed);
    broken[i] = (broken[i] ?? 0) ^ 1;
    expect(() => sealer.open(broken, 'a.b')).toThrow();
  }
});

test('another key is named as the reason, without the secret', () => {
  const other = createSealer(new Secret('another-key-another-key-another-k'));
  expect(() => other.open(sealer.seal('canary', 'a.b'), 'a.b')).toThrow(
    'A stored secret was sealed with another key.',
  );
});
