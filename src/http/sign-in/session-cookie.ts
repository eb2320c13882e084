import { decode, encode } from 'next-auth/jwt';
import { sessionLifetime } from '../../auth/session-lifetime';
import type { Secret } from '../../domain/secret';
import { cookieValue } from '../cookies';

/** Content of the sealed cookie: the user, and the session row that decides. */
export interface SessionClaims {
  sub: string;
  sid: string;
}

export interface SessionCookie {
  name: string;
  /** Whether browsers must send the cookie only over https. */
  isSecure: boolean;
  /** Read the session id in a request's cookie; null without one, or when it was not sealed by this installation. */
  read(cookieHeader: string | undefined): Promise<string | null>;
  /** Make the `Set-Cookie` value for a new or extended session. */
  renew(claims: SessionClaims, expiresAt: Date): Promise<string>;
}

export const sessionCookieOptions = { httpOnly: true, sameSite: 'lax', path: '/' } as const;

/**
 * Create the session cookie. `__Host-` keeps applications on sub-domains of the panel from setting it (authorization
 * contract §5.1).
 */
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
