import { decode, encode } from 'next-auth/jwt';
import { sessionLifetime } from '../../auth/session-lifetime';
import type { Secret } from '../../domain/secret';
import { cookieValue } from '../cookies';

/** Everything the sealed cookie holds: whose it is and which session row is the truth about it. */
export interface SessionClaims {
  sub: string;
  sid: string;
}

export interface SessionCookie {
  name: string;
  /** Whether the browser must keep cookies to https. */
  isSecure: boolean;
  /** Session id in a request's cookie; null without one, or when it was not sealed by this installation. */
  read(cookieHeader: string | undefined): Promise<string | null>;
  /** `Set-Cookie` for a session that was extended. */
  renew(claims: SessionClaims, expiresAt: Date): Promise<string>;
}

export const sessionCookieOptions = { httpOnly: true, sameSite: 'lax', path: '/' } as const;

/** `__Host-` keeps applications on sub-domains of the panel from planting the cookie (authorization contract §5.1). */
export function createSessionCookie(publicUrl: string, secret: Secret): SessionCookie {
  const isSecure = publicUrl.startsWith('https://');
  const name = `${isSecure ? '__Host-' : ''}next-auth.session-token`;
  return {
    name,
    isSecure,
    async read(cookieHeader) {
      const token = cookieValue(cookieHeader, name);
      return token === null ? null : claimsOf(token, secret);
    },
    async renew(claims, expiresAt) {
      const token = await encode({
        token: { ...claims },
        secret: secret.reveal(),
        maxAge: sessionLifetime.slidingSeconds,
      });
      const flags = `Path=/; Expires=${expiresAt.toUTCString()}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
      return `${name}=${token}; ${flags}`;
    },
  };
}

async function claimsOf(token: string, secret: Secret): Promise<string | null> {
  try {
    const claims = await decode({ token, secret: secret.reveal() });
    return typeof claims?.sid === 'string' ? claims.sid : null;
  } catch {
    return null; // sealed with another secret, tampered with or expired
  }
}
