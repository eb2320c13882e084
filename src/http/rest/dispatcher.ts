import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AnyTRPCRouter, callTRPCProcedure } from '@trpc/server';
import type { ApiContext } from '../../api/context';
import { appErrorOf } from '../../api/errors';
import type { Principal } from '../../auth/context';
import { type Headers, writeAnswer } from '../answer';
import { authenticate } from '../authentication';
import { checkBodyHeaders } from '../body/read-body';
import { refuseForeignStream } from '../csrf';
import type { Dialect } from '../dialects/dialect';
import type { Gateway } from '../gateway';
import { requestInfo } from '../request-info';
import { watchStream } from '../stream-watch';
import { writeEventStream } from './event-stream';
import { requireAliasCaller, requireDeliberateGet, successorHeaders } from './get-alias';
import { createInputReader } from './input';
import { operationsOf } from './operations';
import { unknownRoute, writeRefusal } from './refusal';
import { createRoutingTable, type Match } from './routing-table';

export interface RestSurface {
  router: AnyTRPCRouter;
  dialect: Dialect;
  /** Where operations stand: `/api/v1`. */
  prefix: string;
}

/** `path` is the part below the prefix; `search` the query without its question mark. */
export type RestHandler = (
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  search: string,
) => Promise<void>;

/** One request that found its operation. */
interface Call {
  req: IncomingMessage;
  res: ServerResponse;
  match: Match;
  search: string;
  ctx: ApiContext;
  headers: Headers;
}

/** Serves every procedure that has a REST projection: route, checks, call, answer. */
export function createRestHandler(gateway: Gateway, { router, dialect, prefix }: RestSurface): RestHandler {
  const table = createRoutingTable(operationsOf(router));
  const { services } = gateway;
  const { version, publicUrl } = services.installation;

  return async (req, res, path, search) => {
    const match = table.find(req.method ?? '', path);
    const info = requestInfo(gateway, req, match?.isAlias ? 'get-alias' : dialect.surface);
    const headers: Headers = {
      'X-Request-Id': info.requestId,
      'X-Gantry-Version': version,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    };
    try {
      if (!match) throw unknownRoute(table.allowed(path), publicUrl);
      if (match.isAlias) Object.assign(headers, successorHeaders(`${publicUrl}${prefix}${path}`));
      const request = { ...info, pathInput: match.params };
      const response = { redactedFields: new Set<string>(), headers };
      await serve({
        req,
        res,
        match,
        search,
        headers,
        ctx: { services, request, response, principal: null },
      });
    } catch (error) {
      writeRefusal(res, appErrorOf(error), { dialect, info, headers, log: services.log });
    }
  };

  async function serve(call: Call): Promise<void> {
    const { req, res, match, search, headers } = call;
    const { operation } = match;
    checkBodyHeaders(req);
    const principal = await authenticateCaller(call);
    if (principal?.key && operation.acceptedPermissions)
      headers['X-Accepted-Permissions'] = operation.acceptedPermissions;
    const aborted = new AbortController();
    res.once('close', () => aborted.abort());
    const ctx: ApiContext = { ...call.ctx, principal };
    const data: unknown = await callTRPCProcedure({
      router,
      path: operation.procedure,
      type: operation.type,
      ctx,
      getRawInput: createInputReader(req, match, search),
      signal: aborted.signal,
      batchIndex: 0,
    });
    if (operation.audit === 'instance') await gateway.apiSwitch.refresh();
    await answer(call, data);
  }

  /** Open operations look at no credential. */
  async function authenticateCaller({ req, match, headers, ctx }: Call): Promise<Principal | null> {
    const { action, rest } = match.operation;
    if (match.isAlias) requireDeliberateGet(req);
    if (action === 'open') return null;
    const policy = { apiSwitch: rest.worksWhenDisabled ? 'nobody' : 'everybody' } as const;
    const { principal, setCookie } = await authenticate(gateway, req, ctx.request, policy);
    if (match.isAlias) requireAliasCaller(principal);
    if (principal?.via === 'cookie' && rest.answer === 'events') refuseForeignStream(req, publicUrl);
    if (setCookie) headers['Set-Cookie'] = setCookie;
    return principal;
  }

  async function answer({ req, res, match, ctx, headers }: Call, data: unknown): Promise<void> {
    const { rest } = match.operation;
    const { redactedFields } = ctx.response;
    if (redactedFields.size > 0) headers['X-Redacted-Fields'] = [...redactedFields].join(', ');
    switch (rest.answer) {
      case 'events':
        watchStream(gateway, req, res, ctx.request);
        return writeEventStream(res, data, {
          headers,
          spellError: (error) => dialect.errorBody(appErrorOf(error), ctx.request.requestId),
        });
      case 'text':
        return writeAnswer(res, rest.status, 'text/html; charset=utf-8', String(data), headers);
      default:
        return writeAnswer(res, rest.status, dialect.contentType, JSON.stringify(data), headers);
    }
  }
}
