import { describe, expect, it } from 'vitest';
import { Secret } from '../domain/secret';
import { matchingTotpStep, newTotpSecret, totpCodeAt, totpUrl } from './totp';

/** RFC 6238, appendix B: the ASCII secret "12345678901234567890"; an app shows the last six of its eight digits. */
const secret = new Secret('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
const at = (seconds: number) => new Date(seconds * 1000);

describe('a TOTP code', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('is that of RFC 6238 at %d', (seconds, code) => {
    expect(totpCodeAt(secret, at(seconds))).toBe(code);
    expect(matchingTotpStep(secret, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('is accepted one step before and after, and names its own step', () => {
    const code = totpCodeAt(secret, at(3_000));
    const steps = [2_940, 2_970, 3_000, 3_029, 3_030, 3_059, 3_060].map((seconds) =>
      matchingTotpStep(secret, code, at(seconds)),
    );
    expect(steps).toEqual([null, 100, 100, 100, 100, 100, null]);
  });

  it.each(['', '12345', '1234567', 'abcdef', '٢٨٧٠٨٢'])('is not %j', (text) => {
    expect(matchingTotpStep(secret, text, at(59))).toBeNull();
  });
});

describe('a new secret', () => {
  it('has 160 bits and is another each time', () => {
    const [one, two] = [newTotpSecret().reveal(), newTotpSecret().reveal()];
    expect(one).toMatch(/^[A-Z2-7]{32}$/);
    expect(one).not.toBe(two);
  });

  it('is told to an app by a url whose names cannot break it', () => {
    const url = new URL(totpUrl(secret, { issuer: 'A & B: C?', account: 'a+b&secret=x@example.com' }));
    expect(url.searchParams.get('secret')).toBe(secret.reveal());
    expect(url.searchParams.get('issuer')).toBe('A & B: C?');
  });
});
