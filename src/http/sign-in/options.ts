import type { AuthOptions } from 'next-auth';
import type { RequestInfo } from '../../auth/context';
import { sessionLifetime } from '../../auth/session-lifetime';
import { sessionOwner } from '../../auth/session-owner';
import { errorMessage } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { revokeSession } from '../../services/sessions/revoke';
import { signIn } from '../../services/sessions/sign-in';
import type { Gateway } from '../gateway';
import type { Outage } from './outage';
import { refusalWord } from './refusal-word';
import { sessionCookieOptions } from './session-cookie';

/**
 * Make the options of next-auth over our own session rows (authorization contract §5.2): the row decides, and the
 * sealed JWT contains only `{sub, sid}`. Made per request, because sign-in records where the request came from.
 */
export function authOptions(gateway: Gateway, info: RequestInfo, outage: Outage): AuthOptions {
  const { services, sessionCookie, nextAuthSecret } = gateway;
  return {
    secret: nextAuthSecret.reveal(),
    useSecureCookies: sessionCookie.isSecure,
    session: { strategy: 'jwt', maxAge: sessionLifetime.slidingSeconds },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: {
        name: sessionCookie.name,
        options: { ...sessionCookieOptions, secure: sessionCookie.isSecure },
      },
    },
    providers: [
      {
        id: 'credentials',
        name: 'Password',
        type: 'credentials',
        credentials: { email: {}, password: {}, totp_code: {} },
        authorize: (credentials) => authorize(gateway, info, outage, credentials),
      },
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user ? { sub: user.id, sid: user.sessionId } : { sub: token.sub, sid: token.sid },
      session: async ({ session, token }) => {
        const user = await outage.watch(() => liveUser(gateway, token.sid));
        // next-auth's client expects an empty object for a session that has ended; an error thrown here would appear in
        // the page.
        return user ? { expires: session.expires, user } : ({} as typeof session);
      },
    },
    events: {
      signOut: async ({ token }) => {
        const { sid } = token;
        if (sid) await outage.watch(() => revokeSession(services, sid));
      },
    },
    logger: {
      error: (code, metadata) => services.log.error({ code, error: nameOf(metadata) }, 'sign-in failed'),
      warn: (code) => services.log.warn({ code }, 'sign-in warning'),
      debug: () => undefined,
    },
  };
}

/**
 * Sign in with a password. next-auth puts the message of an error into the URL that it returns (`?error=`), so refusals
 * are words of a fixed vocabulary, which the sign-in page reads. null becomes its own `CredentialsSignin`.
 */
async function authorize(
  { services }: Gateway,
  info: RequestInfo,
  outage: Outage,
  credentials: Record<'email' | 'password' | 'totp_code', string> | undefined,
): Promise<{ id: string; sessionId: string } | null> {
  const { email, password, totp_code: code } = credentials ?? {};
  if (typeof email !== 'string' || typeof password !== 'string') return null;
  try {
    const session = await outage.watch(() =>
      signIn(services, info, {
        email,
        password: new Secret(password),
        code: typeof code === 'string' ? code : undefined,
      }),
    );
    return { id: session.userId, sessionId: session.sessionId };
  } catch (error) {
    const word = refusalWord(error);
    if (word === 'unavailable')
      services.log.error({ requestId: info.requestId, error: errorMessage(error) }, 'sign-in failed');
    if (word === null) return null;
    throw new Error(word);
  }
}

async function liveUser({ services }: Gateway, sessionId: string | undefined) {
  const owner = sessionId === undefined ? null : await sessionOwner(services, sessionId);
  return owner && { name: owner.name, email: owner.email };
}

function nameOf(metadata: unknown): string {
  return metadata instanceof Error ? metadata.name : 'unknown';
}
