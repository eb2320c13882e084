import { decodeJwt, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { type Conversion, matchesConversion, signConversion } from './conversion-token';

const key = new Secret('0123456789abcdef0123456789abcdef');
const now = new Date('2026-01-01T00:00:00Z');
const expiresAt = new Date('2026-01-01T00:05:00Z');
const conversion: Conversion = {
  userId: '3f0c2a9e-5d0b-4c39-9a55-1f6f0e3f7a11',
  state: 'convert-0123456789',
  fromType: 'password',
  toType: 'github',
};

describe('the token of a login conversion', () => {
  it('matches what it was signed for, for five minutes', async () => {
    const token = await signConversion(key, conversion, { now, expiresAt });
    expect(await matchesConversion(key, token, conversion, now)).toBe(true);
    expect(await matchesConversion(key, token, conversion, new Date(expiresAt.getTime() - 1000))).toBe(true);
    expect(await matchesConversion(key, token, conversion, expiresAt)).toBe(false);
  });

  it.each([
    { userId: 'someone-else' },
    { state: 'convert-other' },
    { fromType: 'github' },
    { toType: 'oidc' as const },
  ])('does not match another %o', async (other) => {
    const token = await signConversion(key, conversion, { now, expiresAt });
    expect(await matchesConversion(key, token, { ...conversion, ...other }, now)).toBe(false);
  });

  it('does not hold the state itself', async () => {
    const token = await signConversion(key, conversion, { now, expiresAt });
    expect(JSON.stringify(decodeJwt(token))).not.toContain(conversion.state);
  });

  it('is worth nothing when it was signed by another key, for another purpose, or not at all', async () => {
    const other = await signConversion(new Secret('another key'.repeat(3)), conversion, { now, expiresAt });
    expect(await matchesConversion(key, other, conversion, now)).toBe(false);
    const claims = decodeJwt(await signConversion(key, conversion, { now, expiresAt }));
    const purpose = await new SignJWT({ ...claims, aud: 'session' })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(key.reveal()));
    expect(await matchesConversion(key, purpose, conversion, now)).toBe(false);
    const parts = [{ alg: 'none' }, claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    expect(await matchesConversion(key, `${parts.join('.')}.`, conversion, now)).toBe(false);
  });
});
