import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AppRouter } from '../api/root';
import { v1 } from './dialects/v1';
import { createDocumentation } from './documentation';
import type { Gateway } from './gateway';
import type { PageHandler } from './pages';
import { createRestHandler } from './rest/dispatcher';
import { createSignInHandler } from './sign-in/handler';
import { createTrpcHandler } from './trpc';

export type RequestHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

const prefix = { v1: '/api/v1', trpc: '/api/trpc/', signIn: '/api/auth/' } as const;

/** Who answers which path. `/api/v2`, webhooks and sockets have their place here when they come. */
export function createRequestHandler(
  gateway: Gateway,
  router: AppRouter,
  pages: PageHandler,
): RequestHandler {
  const rest = createRestHandler(gateway, { router, dialect: v1, prefix: prefix.v1 });
  const trpc = createTrpcHandler(gateway, router);
  const signIn = createSignInHandler(gateway);
  const documentation = createDocumentation(router, gateway.services.installation);

  return async (req, res) => {
    const { path, search } = splitUrl(req.url ?? '/');
    const document = documentation(path);
    if (document) return document(req, res);
    if (path.startsWith(`${prefix.v1}/`)) return rest(req, res, path.slice(prefix.v1.length), search);
    if (path.startsWith(prefix.trpc)) return trpc(req, res, path.slice(prefix.trpc.length));
    if (path.startsWith(prefix.signIn)) return signIn(req, res, path.slice(prefix.signIn.length), search);
    // Health also answers outside the versions; whatever else lies below /api is unknown, in v1's words.
    if (path === '/api' || path.startsWith('/api/'))
      return rest(req, res, path === '/api/health' ? '/health' : '/', search);
    return pages(req, res);
  };
}

function splitUrl(url: string): { path: string; search: string } {
  const mark = url.indexOf('?');
  return mark === -1 ? { path: url, search: '' } : { path: url.slice(0, mark), search: url.slice(mark + 1) };
}
