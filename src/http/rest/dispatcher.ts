import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AnyTRPCRouter, callTRPCProcedure } from '@trpc/server';
import type { ApiContext } from '../../api/context';
import { appErrorOf } from '../../api/errors';
import type { AppError } from '../../domain/error';
import { type Headers, writeAnswer } from '../answer';
import { auditedChecks, namedProcedure } from '../audited-checks';
import { type Admission, authenticate } from '../authentication';
import { checkBodyHeaders } from '../body/read-body';
import { restDemand } from '../demand';
import type { Dialect, RefusedCall } from '../dialects/dialect';
import type { Gateway } from '../gateway';
import { showPreAuth } from '../rate-limit';
import { requestInfo } from '../request-info';
import { requireStreamTicket } from '../stream-ticket';
import { watchStream } from '../stream-watch';
import { writeEventStream } from './event-stream';
import { requireAliasCaller, requireDeliberateGet, successorHeaders } from './get-alias';
import { createInputReader } from './input';
import { writeJsonLines } from './json-lines';
import { type Operation, operationsOf, surfacePrefixes } from './operations';
import { unknownRoute, writeRefusal } from './refusal';
import { createRoutingTable, type Match } from './routing-table';

export interface RestSurface {
  router: AnyTRPCRouter;
  dialect: Dialect;
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
  ctx: ApiContext;
  headers: Headers;
  readInput(): Promise<unknown>;
}

/** Serves every procedure that has a REST projection on this surface: route, checks, call, answer. */
export function createRestHandler(gateway: Gateway, { router, dialect }: RestSurface): RestHandler {
  const table = createRoutingTable(operationsOf(router, dialect.surface));
  const prefix = surfacePrefixes[dialect.surface];
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
    const readInput = match ? createInputReader(req, match, search, dialect) : undefined;
    try {
      if (!match || !readInput) throw unknownRoute(table.allowed(path), publicUrl);
      if (match.isAlias) Object.assign(headers, successorHeaders(`${publicUrl}${prefix}${path}`));
      const request = { ...info, pathInput: match.params };
      const response = { redactedFields: new Set<string>(), headers };
      await serve({
        req,
        res,
        match,
        headers,
        readInput,
        ctx: { services, request, response, principal: null },
      });
    } catch (error) {
      const refusal = appErrorOf(error);
      await showPreAuth(services, info.ip, headers);
      writeRefusal(res, refusal, {
        dialect,
        info,
        headers,
        log: services.log,
        call: await refusedCall(refusal, match, readInput),
      });
    }
  };

  async function serve(call: Call): Promise<void> {
    const { req, res, match, headers, readInput } = call;
    const { operation } = match;
    checkBodyHeaders(req);
    const { principal, ...known } = await auditedChecks(
      services,
      call.ctx.request,
      namedProcedure(router, operation.procedure),
      () => admit(call),
    );
    if (principal?.key) headers['X-Accepted-Permissions'] = acceptedBy(operation, dialect);
    const ctx: ApiContext = { ...call.ctx, principal, request: { ...call.ctx.request, ...known } };
    const data: unknown = await callTRPCProcedure({
      router,
      path: operation.procedure,
      type: operation.type,
      ctx,
      getRawInput: readInput,
      signal: operation.type === 'subscription' ? untilClosed(res) : undefined,
      batchIndex: 0,
    });
    if (operation.audit === 'instance') await gateway.accessPolicy.refresh();
    await answer({ ...call, ctx }, data);
  }

  async function admit({ req, match, headers, ctx }: Call): Promise<Admission> {
    const { isAlias, operation } = match;
    if (isAlias) requireDeliberateGet(req);
    const demand = restDemand(operation);
    const admission = await authenticate(gateway, { req, info: ctx.request, demand, headers });
    if (isAlias) requireAliasCaller(admission.principal);
    if (operation.rest.answer === 'events') await requireStreamTicket(services, req, admission.principal);
    return admission;
  }

  async function answer({ req, res, match, ctx, headers }: Call, data: unknown): Promise<void> {
    const { rest } = match.operation;
    const { redactedFields } = ctx.response;
    if (redactedFields.size > 0) headers['X-Redacted-Fields'] = [...redactedFields].join(', ');
    switch (rest.answer) {
      case 'events':
        watchStream(gateway, req, res, { info: ctx.request, opener: ctx.principal });
        return writeEventStream(res, data, {
          headers,
          spellError: (error) =>
            dialect.refusal(appErrorOf(error), { ...noInput(match), requestId: ctx.request.requestId }).body,
        });
      case 'lines':
        return writeJsonLines(res, data, headers);
      case 'text':
        return writeAnswer(res, rest.status, 'text/html; charset=utf-8', String(data), headers);
      default:
        return writeAnswer(res, rest.status, dialect.contentType, JSON.stringify(data), headers);
    }
  }
}

/** Aborts when the caller goes away. Not after a complete answer: nothing runs any more then. */
function untilClosed(res: ServerResponse): AbortSignal {
  const aborted = new AbortController();
  res.once('close', () => res.writableFinished || aborted.abort());
  return aborted.signal;
}

/** What a key needs for the operation, in the surface's words; empty: any key will do. */
function acceptedBy({ rest, permission }: Operation, dialect: Dialect): string {
  return rest.ability ?? (permission ? dialect.acceptedPermission(permission) : '');
}

/** What is known of the input: read for a refusal only when the refusal is about it, and then it has been read before. */
async function refusedCall(
  refusal: AppError,
  match: Match | null,
  readInput: (() => Promise<unknown>) | undefined,
): Promise<Omit<RefusedCall, 'requestId'>> {
  if (!match || refusal.code !== 'validation_failed') return noInput(match);
  const input = await readInput?.().catch(() => undefined); // then the refusal names its fields itself
  return { ...noInput(match), input };
}

function noInput(match: Match | null): Omit<RefusedCall, 'requestId'> {
  const { permission = null, secretKeys = new Set<string>() } = match?.operation ?? {};
  return { permission, secretKeys, input: undefined };
}
