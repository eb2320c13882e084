import { jwtVerify, SignJWT } from 'jose';
import type { ProviderType } from '../../domain/provider-settings';
import type { Secret } from '../../domain/secret';
import { digestOf } from '../digest';

/** Values that a login conversion is bound to (authorization contract §13.7). */
export interface Conversion {
  userId: string;
  state: string;
  fromType: string;
  toType: ProviderType;
}

const algorithm = 'HS256';
const audience = 'convert-login';

/**
 * Sign the value of the cookie `coder_oauth_convert_jwt`. It contains only a digest of the state, so a conversion also
 * requires the state itself.
 */
export function signConversion(
  key: Secret,
  { userId, state, fromType, toType }: Conversion,
  { now, expiresAt }: { now: Date; expiresAt: Date },
): Promise<string> {
  return new SignJWT({ state: digestOf(state), from_type: fromType, to_type: toType })
    .setProtectedHeader({ alg: algorithm })
    .setSubject(userId)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(expiresAt)
    .sign(Buffer.from(key.reveal()));
}

/** Whether the token was signed for exactly this conversion and is still valid. */
export async function matchesConversion(
  key: Secret,
  token: string,
  { userId, state, fromType, toType }: Conversion,
  now: Date,
): Promise<boolean> {
  try {
    const { payload } = await jwtVerify(token, Buffer.from(key.reveal()), {
      algorithms: [algorithm],
      audience,
      subject: userId,
      currentDate: now,
    });
    return payload.state === digestOf(state) && payload.from_type === fromType && payload.to_type === toType;
  } catch {
    return false; // from another installation, tampered with or expired
  }
}
