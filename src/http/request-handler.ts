import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AppRouter } from '../api/root';
import { AppError, httpStatus } from '../domain/error';
import { GITHUB_DEPARTURE_PATH } from '../domain/github-app';
import { callbackPaths } from '../services/providers/configured';
import { writeAnswer } from './answer';
import { hasBody } from './body/read-body';
import { v1 } from './dialects/v1';
import { v2 } from './dialects/v2';
import { createDocumentation } from './documentation';
import type { Gateway } from './gateway';
import { createGithubDeparture } from './github-departure';
import { createMcpHandler } from './mcp/handler';
import type { PageHandler } from './pages';
import { takeQueryToken } from './query-token';
import { isDecodable, requestTarget } from './request-target';
import { createRestHandler } from './rest/dispatcher';
import { surfacePrefixes } from './rest/operations';
import { createSignInHandler } from './sign-in/handler';
import { createProviderCallback } from './sign-in/provider-callback';
import { createTrpcHandler } from './trpc';
import { createWebhookHandler } from './webhooks/handler';

export type RequestHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

const prefix = {
  ...surfacePrefixes,
  trpc: '/api/trpc/',
  signIn: '/api/auth/',
  webhooks: '/webhooks/',
} as const;

/** Path of the MCP server, the tools for models. */
const mcpPath = '/mcp';

/** Actions of next-auth that the console uses. Its other actions write to the log or show their own pages. */
const signInDoors: ReadonlySet<string> = new Set([
  'GET csrf',
  'GET session',
  'POST callback/credentials',
  'POST signout',
]);

/** Operations of v1 that also have a path without a version. */
const outsideVersions: ReadonlySet<string> = new Set(['/api/health', '/api/ready', '/api/feedback']);

/** Path at which Next would resize images for anyone; the console needs no resized images. */
const nextImages = '/_next/image';

/** Refuse a page request that is not a plain read: Next would read a body of any size. */
function refusePageRequest(req: IncomingMessage, res: ServerResponse): boolean {
  const isRead = req.method === 'GET' || req.method === 'HEAD';
  if (isRead && !hasBody(req)) return false;
  const message = isRead ? 'A page takes no body.' : 'Method not allowed.';
  const headers = {
    Connection: 'close',
    'X-Content-Type-Options': 'nosniff',
    ...(isRead ? {} : { Allow: 'GET, HEAD' }),
  };
  writeAnswer(res, {
    status: isRead ? 400 : 405,
    contentType: 'application/json',
    body: JSON.stringify({ message }),
    headers,
  });
  return true;
}

/** Refuse a client whose address is unknown: no limit and no allow list could be enforced. */
function refuseUnknownClient({ clientAddress }: Gateway, req: IncomingMessage, res: ServerResponse): boolean {
  try {
    clientAddress(req);
    return false;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const body = JSON.stringify({ message: error.message });
    writeAnswer(res, { status: httpStatus[error.code], contentType: 'application/json', body, headers: {} });
    return true;
  }
}

/** Create the handler that dispatches each path. */
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
  const githubDeparture = createGithubDeparture(gateway);
  const webhooks = createWebhookHandler(gateway);
  const mcp = createMcpHandler(gateway, router);

  return async (req, res) => {
    if (refuseUnknownClient(gateway, req, res)) return;
    const target = requestTarget(req.url ?? '/');
    if (!target) return rest(req, res, '/', '');
    const { path, search } = target;
    // Next reads the URL again, and would redirect callers to the host of an absolute URL.
    req.url = search === '' ? path : `${path}?${search}`;
    const document = documentation(path);
    if (document) return document(req, res);
    if (path.startsWith(`${prefix.v1}/`)) return rest(req, res, path.slice(prefix.v1.length), search);
    if (path.startsWith(prefix.webhooks)) return webhooks(req, res, path);
    if (path === mcpPath) return mcp(req, res);
    if (path === callbackPaths.github) return github(req, res, search);
    if (path === GITHUB_DEPARTURE_PATH) return githubDeparture(req, res, search);
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
    const action = path.startsWith(prefix.signIn) ? path.slice(prefix.signIn.length) : '';
    if (signInDoors.has(`${req.method} ${action}`)) return signIn(req, res, action, search);
    // Some operations also have a path without a version; the rest of /api is unknown, and refused in v1's format.
    if (path === '/api' || path.startsWith('/api/'))
      return rest(req, res, outsideVersions.has(path) ? path.slice('/api'.length) : '/', search);
    if (!isDecodable(path) || path === nextImages) return rest(req, res, '/', search);
    return refusePageRequest(req, res) ? undefined : pages(req, res);
  };
}
