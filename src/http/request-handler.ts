import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AppRouter } from '../api/root';
import { callbackPaths } from '../services/providers/configured';
import { v1 } from './dialects/v1';
import { v2 } from './dialects/v2';
import { createDocumentation } from './documentation';
import type { Gateway } from './gateway';
import type { PageHandler } from './pages';
import { takeQueryToken } from './query-token';
import { isDecodable, requestTarget } from './request-target';
import { createRestHandler } from './rest/dispatcher';
import { surfacePrefixes } from './rest/operations';
import { createSignInHandler } from './sign-in/handler';
import { createProviderCallback } from './sign-in/provider-callback';
import { createTrpcHandler } from './trpc';

export type RequestHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

const prefix = { ...surfacePrefixes, trpc: '/api/trpc/', signIn: '/api/auth/' } as const;

/** next-auth takes a missing action for a wrong configuration. */
const signInAction = new RegExp(`^${prefix.signIn}[^/]`);

/** Who answers which path. Webhooks and sockets have their place here when they come. */
export function createRequestHandler(
  gateway: Gateway,
  router: AppRouter,
  pages: PageHandler,
): RequestHandler {
  const rest = createRestHandler(gateway, { router, dialect: v1 });
  const coder = createRestHandler(gateway, { router, dialect: v2 });
  const trpc = createTrpcHandler(gateway, router);
  const signIn = createSignInHandler(gateway);
  const github = createProviderCallback(gateway, 'github');
  const oidc = createProviderCallback(gateway, 'oidc');
  const documentation = createDocumentation(router, gateway);

  return async (req, res) => {
    const target = requestTarget(req.url ?? '/');
    if (!target) return rest(req, res, '/', '');
    const { path, search } = target;
    // Next reads it again, and would send callers on to the host of a whole URL.
    req.url = search === '' ? path : `${path}?${search}`;
    const document = documentation(path);
    if (document) return document(req, res);
    if (path.startsWith(`${prefix.v1}/`)) return rest(req, res, path.slice(prefix.v1.length), search);
    if (path === callbackPaths.github) return github(req, res, search);
    if (path === callbackPaths.oidc) return oidc(req, res, search);
    if (path === prefix.v2 || path.startsWith(`${prefix.v2}/`))
      return coder(
        req,
        res,
        path.slice(prefix.v2.length),
        gateway.allowsQueryToken ? takeQueryToken(req, search) : search,
      );
    if (path.startsWith(prefix.trpc) && isDecodable(path))
      return trpc(req, res, path.slice(prefix.trpc.length));
    if (signInAction.test(path)) return signIn(req, res, path.slice(prefix.signIn.length), search);
    // Health and readiness also answer outside the versions; the rest of /api is unknown, in v1's words.
    if (path === '/api' || path.startsWith('/api/'))
      return rest(req, res, isProbe(path) ? path.slice('/api'.length) : '/', search);
    return isDecodable(path) ? pages(req, res) : rest(req, res, '/', search);
  };
}

function isProbe(path: string): boolean {
  return path === '/api/health' || path === '/api/ready';
}
