import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from '../domain/secret';
import { createSealer } from './sealed';

const sealer = createSealer(new Secret('0123456789abcdef0123456789abcdef'));

test('what was sealed opens to the same text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(sealer.open(sealer.seal(text, 'users.totp_secret'), 'users.totp_secret').reveal()).toBe(text);
    }),
  );
});

test('the same text never seals to the same bytes', () => {
  expect(sealer.seal('x', 'users.totp_secret')).not.toEqual(sealer.seal('x', 'users.totp_secret'));
});

test('a value moved to another column does not open', () => {
  expect(() => sealer.open(sealer.seal('x', 'users.totp_secret'), 'instances.smtp_password')).toThrow();
});

test('any changed byte is noticed', () => {
  const sealed = sealer.seal('secret text', 'users.totp_secret');
  for (let i = 0; i < sealed.length; i++) {
    const broken = Uint8Array.from(sealed);
    broken[i] = (broken[i] ?? 0) ^ 1;
    expect(() => sealer.open(broken, 'users.totp_secret')).toThrow();
  }
});

test('another key is named as the reason, without the secret', () => {
  const other = createSealer(new Secret('another-key-another-key-another-k'));
  expect(() => other.open(sealer.seal('canary', 'users.totp_secret'), 'users.totp_secret')).toThrow(
    'A stored secret was sealed with another key.',
  );
});
