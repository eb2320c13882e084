import { describe, expect, it } from 'vitest';
import { newRecoveryCodes, recoveryCodeDigest } from './recovery-code';

describe('recovery codes', () => {
  const codes = newRecoveryCodes().map((code) => code.reveal());

  it('are ten different ones of 16 base32 characters, which are 80 bits', () => {
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4}$/);
  });

  it('are recognised as people type them', () => {
    const [code = ''] = codes;
    const digest = recoveryCodeDigest(code);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    for (const typed of [code.toUpperCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')} `])
      expect(recoveryCodeDigest(typed)).toBe(digest);
    expect(recoveryCodeDigest(codes[1] ?? '')).not.toBe(digest);
  });

  it.each(['', '123456', 'abcd-efgh-ijkl', 'abcd-efgh-ijkl-mno1', 'abcd-efgh-ijkl-mnop-q'])(
    'are not %j',
    (text) => expect(recoveryCodeDigest(text)).toBeNull(),
  );
});
