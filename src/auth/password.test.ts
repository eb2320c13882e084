import { describe, expect, it } from 'vitest';
import { Secret } from '../domain/secret';
import { hashPassword, verifyPassword } from './password';
import { passwordWeakness } from './password-strength';

describe('a stored password', () => {
  it('is verified by the same text only', async () => {
    const stored = await hashPassword(new Secret('correct horse battery staple'));
    expect(await verifyPassword(new Secret('correct horse battery staple'), stored)).toBe(true);
    expect(await verifyPassword(new Secret('correct horse battery staplE'), stored)).toBe(false);
    expect(stored).not.toContain('correct');
  });

  it('has a salt of its own', async () => {
    const password = new Secret('correct horse battery staple');
    expect(await hashPassword(password)).not.toBe(await hashPassword(password));
  });

  it('takes as long to refuse without a hash as with a wrong password', async () => {
    const stored = await hashPassword(new Secret('something else entirely'));
    const time = async (hash: string | null) => {
      const begin = performance.now();
      expect(await verifyPassword(new Secret('guess'), hash)).toBe(false);
      return performance.now() - begin;
    };
    await time(stored); // the first one starts the thread pool
    const [wrong, unknown] = [await time(stored), await time(null)];
    expect(unknown).toBeGreaterThan(wrong / 4);
  });
});

describe('a new password', () => {
  it.each([
    ['correct horse battery staple', true],
    ['k9!Vq2#mZp', true],
    ['Tr0ub4dor&3', true],
    ['password', false],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', false],
    ['abcdefghijklmnopqrstuvwxyz', false],
    ['12345678901234567890', false],
    ['', false],
    ['a1!'.repeat(50), false],
  ])('%j is accepted: %s', (text, isAccepted) => {
    expect(passwordWeakness(new Secret(text)) === null).toBe(isAccepted);
  });

  it('may have 128 bytes, not characters', () => {
    expect(passwordWeakness(new Secret('correct horse é'.padEnd(127, 'xyzabq')))).toBeNull();
    expect(passwordWeakness(new Secret('correct horse é'.padEnd(128, 'xyzabq')))).toContain('128 bytes');
  });
});
