import type { IncomingMessage, ServerResponse } from 'node:http';
import { appErrorOf } from '../../api/errors';
import type { Principal, RequestInfo } from '../../auth/context';
import { clearCookie, hostCookieName, setCookie } from '../../auth/set-cookie';
import { type AppError, errorMessage } from '../../domain/error';
import type { ProviderType } from '../../domain/provider-settings';
import { isDatabaseFailure } from '../../services/known-failure';
import { beginProviderConversion, beginProviderSignIn, type Departure } from '../../services/providers/begin';
import { completeProviderSignIn } from '../../services/providers/callback';
import { conversionCookie } from '../../services/providers/conversion';
import { ProviderRefusal } from '../../services/providers/refusal';
import { type Headers, writeAnswer } from '../answer';
import { authenticate, type Demand } from '../authentication';
import { cookieValue } from '../cookies';
import { v2 } from '../dialects/v2';
import type { Gateway } from '../gateway';
import { requestInfo } from '../request-info';
import { refusalAnswer, unknownRoute } from '../rest/refusal';
import { ownPath } from './own-path';

/** `search` is the query without its question mark. */
export type ProviderCallbackHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  search: string,
) => Promise<void>;

/** Pages of the console that turn `?error=<word>` into a sentence. */
const pages = { signIn: '/sign-in', convert: '/account/sign-in-method' } as const;

/**
 * Demand of a callback. It is part of the console's sign-in although its path is Coder's, so the API switch and the
 * address list do not apply. A user who converts a login is signed in; others need not be.
 */
const demand: Demand = {
  surface: 'trpc',
  credential: 'optional',
  worksWhenDisabled: true,
  opensStream: false,
  calls: { login: 1 },
};

/** A request to a callback, and what is known about it. */
interface Visit {
  type: ProviderType;
  query: URLSearchParams;
  info: RequestInfo;
  principal: Principal | null;
  cookie: string | undefined;
}

/**
 * Create the handler of a provider's callback, at Coder's path: without `state` it redirects the browser to the
 * provider; with it, the browser has returned. A refused user is redirected to a page that shows the reason.
 */
export function createProviderCallback(gateway: Gateway, type: ProviderType): ProviderCallbackHandler {
  const { services } = gateway;
  const { publicUrl } = services.installation;
  const stateCookie = hostCookieName('gantry_provider_state', publicUrl);

  return async (req, res, search) => {
    const info = requestInfo(gateway, req, 'v2');
    const headers: Headers = {
      'X-Request-Id': info.requestId,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
    };
    const query = new URLSearchParams(search);
    try {
      if (req.method !== 'GET') throw unknownRoute(['GET'], publicUrl);
      const { principal } = await authenticate(gateway, { req, info, demand, headers });
      const visit = { type, query, info, principal, cookie: req.headers.cookie };
      const isBack = query.has('state') || query.has('code') || query.has('error');
      const next = isBack ? await arrive(visit) : await depart(visit);
      headers['Set-Cookie'] = next.cookies;
      res.writeHead(303, { ...headers, Location: next.location }).end();
    } catch (error) {
      refuse(res, error, { info, headers, isConversion: isConversion(query) });
    }
  };

  async function depart({ query, principal, cookie }: Visit) {
    const redirectTo = ownPath(query.get('redirect'), publicUrl);
    const state = query.get('oidc_merge_state');
    const token = cookieValue(cookie, conversionCookie);
    const departure: Departure = state
      ? await beginProviderConversion(services, type, { state, redirectTo, token, principal })
      : await beginProviderSignIn(services, type, redirectTo);
    const { expiresAt } = departure;
    return {
      location: departure.url.href,
      cookies: [setCookie(stateCookie, departure.state, { publicUrl, expiresAt })],
    };
  }

  async function arrive({ query, info, principal, cookie }: Visit) {
    const { session, redirectTo } = await completeProviderSignIn(services, info, {
      type,
      query,
      principal,
      departedState: cookieValue(cookie, stateCookie),
      conversionToken: cookieValue(cookie, conversionCookie),
    });
    const claims = { sub: session.userId, sid: session.sessionId };
    return {
      location: publicUrl + redirectTo,
      cookies: [
        await gateway.sessionCookie.renew(claims, session.expiresAt),
        clearCookie(stateCookie, publicUrl),
        clearCookie(conversionCookie, publicUrl),
      ],
    };
  }

  function refuse(
    res: ServerResponse,
    error: unknown,
    { info, headers, isConversion }: { info: RequestInfo; headers: Headers; isConversion: boolean },
  ): void {
    const refusal = appErrorOf(error);
    const word = wordOf(refusal);
    if (word === null) {
      const call = { permission: null, input: undefined, secretKeys: new Set<string>() };
      writeAnswer(res, refusalAnswer(refusal, { dialect: v2, info, headers, log: services.log, call }));
      return;
    }
    services.log.warn(
      {
        requestId: info.requestId,
        provider: type,
        word,
        detail: refusal.detail,
        error: errorMessage(refusal),
      },
      'sign-in with a provider refused',
    );
    const page = isConversion ? pages.convert : pages.signIn;
    const query = new URLSearchParams({ error: word });
    const next = refusal instanceof ProviderRefusal && !isConversion ? refusal.redirectTo : null;
    if (next !== null && next !== '/') query.set('next', next);
    const location = `${publicUrl}${page}?${query}`;
    res
      .writeHead(303, { ...headers, 'Set-Cookie': clearCookie(stateCookie, publicUrl), Location: location })
      .end();
  }
}

/** Whether a callback belongs to a conversion, which its state shows. */
function isConversion(query: URLSearchParams): boolean {
  return query.has('oidc_merge_state') || (query.get('state')?.startsWith('convert-') ?? false);
}

/** Get the word for the page; null when the refusal is not about this user's sign-in and gets an API response. */
function wordOf(refusal: AppError): string | null {
  if (refusal instanceof ProviderRefusal) return refusal.word;
  if (isDatabaseFailure(refusal)) return null;
  return refusal.code === 'forbidden' || refusal.code === 'unavailable' ? 'provider_failed' : null;
}
