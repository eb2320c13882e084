import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AuthOptions } from 'next-auth';
import * as nextAuthModule from 'next-auth/next';
import { appErrorOf } from '../../api/errors';
import { AppError, errorOrigin, httpStatus } from '../../domain/error';
import { writeAnswer } from '../answer';
import { checkBodyHeaders, hasBody, isJson, readBody } from '../body/read-body';
import { parseStrictJson } from '../body/strict-json';
import { allCookies } from '../cookies';
import type { Gateway } from '../gateway';
import { countByAddress } from '../rate-limit';
import { requestInfo } from '../request-info';
import { authOptions } from './options';
import { Outage } from './outage';
import { type AuthRequest, createAuthResponse } from './response';

type NextAuthHandler = (
  req: AuthRequest,
  res: ReturnType<typeof createAuthResponse>,
  options: AuthOptions,
) => Promise<void>;

/** `path` is the part below `/api/auth/`. */
export type SignInHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  search: string,
) => Promise<void>;

/**
 * Create a handler for next-auth, which gets only the members of a Next API request that it reads. Its own routes check
 * its own CSRF token, so requests from other sites fail there.
 */
export function createSignInHandler(gateway: Gateway): SignInHandler {
  const nextAuth = loadHandler();
  return async (req, res, path, search) => {
    const info = requestInfo(gateway, req, 'trpc');
    res.setHeader('X-Request-Id', info.requestId);
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Cache-Control', 'private, no-cache, no-store');
    try {
      if (path === 'callback/credentials') await countByAddress(gateway.services, info.ip, { login: 1 }, {});
      const request: AuthRequest = {
        method: req.method ?? 'GET',
        headers: req.headers,
        cookies: allCookies(req.headers.cookie),
        query: { ...Object.fromEntries(new URLSearchParams(search)), nextauth: path.split('/') },
        body: await readForm(req),
      };
      const outage = new Outage();
      const response = createAuthResponse(res, () => {
        if (outage.failure) throw outage.failure;
      });
      await nextAuth(request, response, authOptions(gateway, info, outage));
    } catch (error) {
      for (const name of ['Set-Cookie', 'Location']) res.removeHeader(name);
      const refusal = appErrorOf(error);
      if (refusal.code === 'internal')
        gateway.services.log.error(
          { requestId: info.requestId, error: errorOrigin(error) },
          'sign-in failed',
        );
      const body = JSON.stringify({ message: refusal.message, request_id: info.requestId });
      writeAnswer(res, {
        status: httpStatus[refusal.code],
        contentType: 'application/json',
        body,
        headers: refusal.headers ?? {},
      });
    }
  };
}

/**
 * Get the handler of next-auth. Node returns a CommonJS module's exports as `default`; bundlers and test runners return
 * its default export.
 */
function loadHandler(): NextAuthHandler {
  const exported: unknown = nextAuthModule.default;
  const handler = typeof exported === 'function' ? exported : Reflect.get(Object(exported), 'default');
  if (typeof handler !== 'function') throw new AppError('internal', 'next-auth has no handler.');
  return handler as NextAuthHandler; // its types name Next's request, but it reads only the members of AuthRequest
}

async function readForm(req: IncomingMessage): Promise<Record<string, unknown>> {
  checkBodyHeaders(req);
  if (req.method !== 'POST' || !hasBody(req)) return {};
  const text = await readBody(req);
  if (!isJson(req)) return Object.fromEntries(new URLSearchParams(text));
  try {
    const value = parseStrictJson(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch (error) {
    throw new AppError('bad_request', 'Invalid JSON.', { cause: error });
  }
}
