import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnyTRPCRouter } from '@trpc/server';
import type { ApiContext } from '../../api/context';
import { appErrorOf } from '../../api/errors';
import { type Headers, type PlainAnswer, writeAnswer } from '../answer';
import { auditedChecks, namedProcedure } from '../audited-checks';
import type { Admission } from '../authentication';
import { checkBodyHeaders } from '../body/read-body';
import { restDemand } from '../demand';
import type { Dialect } from '../dialects/dialect';
import type { Gateway } from '../gateway';
import { showPreAuth } from '../rate-limit';
import { requestInfo } from '../request-info';
import { admit } from '../streams/admit';
import { callOperation } from './call-operation';
import { writeEventStream } from './event-stream';
import { requireAliasCaller, requireDeliberateGet, successorHeaders } from './get-alias';
import { createInputReader } from './input';
import { jsonAnswer, redactionHeader } from './json-answer';
import { writeJsonLines } from './json-lines';
import { type Operation, operationsOf, surfacePrefixes } from './operations';
import { createOptInCall, type OptInCall } from './opt-in/call';
import { replay } from './opt-in/idempotency';
import { type Offers, offersOf } from './opt-in/offers';
import { waitName, wishesOf } from './opt-in/wishes';
import { noInput, refusalAnswer, refusedCall, unknownRoute } from './refusal';
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

/** A request whose operation was found. */
interface Call {
  req: IncomingMessage;
  res: ServerResponse;
  search: string;
  match: Match;
  /** Offers of the operation; null on a surface and for a form of request without any. */
  offers: Offers | null;
  ctx: ApiContext;
  headers: Headers;
  readInput(): Promise<unknown>;
  /** Set when this request uses an offer. */
  optIn: OptInCall | null;
}

const waitNames: ReadonlySet<string> = new Set([waitName]);

/** Serve every procedure that has a REST projection on this surface: route, check, call, respond. */
export function createRestHandler(gateway: Gateway, { router, dialect }: RestSurface): RestHandler {
  const operations = operationsOf(router, dialect.surface);
  const table = createRoutingTable(operations);
  const offered = offersOf(operations);
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
    const offers = (match && !match.isAlias && offered.get(match.operation)) || null;
    const readInput =
      match && createInputReader(req, match, search, dialect, offers?.wait ? waitNames : undefined);
    let call: Call | undefined;
    let answer: PlainAnswer | null;
    try {
      if (!match || !readInput) throw unknownRoute(table.allowed(path), publicUrl);
      if (match.isAlias) Object.assign(headers, successorHeaders(`${publicUrl}${prefix}${path}`));
      const request = { ...info, pathInput: match.params };
      const response = { redactedFields: new Set<string>(), headers };
      const ctx = { services, request, response, principal: null };
      call = { req, res, search, match, offers, headers, readInput, ctx, optIn: null };
      answer = await serve(call);
    } catch (error) {
      answer = await answerToFailure(error);
    } finally {
      await call?.optIn?.end();
    }
    if (!answer) return; // it was streamed
    await call?.optIn?.keep(answer);
    writeAnswer(res, answer);

    async function answerToFailure(error: unknown): Promise<PlainAnswer> {
      const before = call?.optIn?.answeredBefore;
      if (before) return replay(before, { contentType: dialect.contentType, headers });
      const refusal = appErrorOf(error);
      await showPreAuth(services, info.ip, headers);
      return refusalAnswer(refusal, {
        dialect,
        info,
        headers,
        log: services.log,
        call: await refusedCall(refusal, match, readInput),
      });
    }
  };

  /** Check a request and call its operation. @returns null when the response was streamed */
  async function serve(call: Call): Promise<PlainAnswer | null> {
    const { req, res, search, match, offers, headers } = call;
    const { operation } = match;
    checkBodyHeaders(req, operation.rest.bodyBytes);
    const {
      principal,
      endsAt: _,
      ...known
    } = await auditedChecks(services, call.ctx.request, namedProcedure(router, operation.procedure), () =>
      admitCall(call),
    );
    if (principal?.key) headers['X-Accepted-Permissions'] = acceptedBy(operation, dialect);
    const ctx: ApiContext = { ...call.ctx, principal, request: { ...call.ctx.request, ...known } };
    const wishes = offers && principal && wishesOf(req.headers, search, offers);
    if (wishes) {
      const { readInput } = call;
      call.optIn = createOptInCall(router, {
        operation,
        offers,
        wishes,
        ctx: { ...ctx, principal },
        readInput,
      });
    }
    // Opt-in features work on parts of the response, so only a response without them may be JSON text.
    if (!call.optIn) ctx.response.takesJsonText = true;
    const data = await callOperation(router, operation, {
      ctx,
      readInput: call.optIn?.readInput ?? call.readInput,
      signal: operation.type === 'subscription' ? untilClosed(res) : undefined,
    });
    if (operation.audit === 'instance') await gateway.accessPolicy.refresh();
    return answer({ ...call, ctx }, data);
  }

  async function admitCall({ req, res, match, headers, ctx }: Call): Promise<Admission> {
    const { isAlias, operation } = match;
    if (isAlias) requireDeliberateGet(req);
    const demand = restDemand(operation);
    const admission = await admit(gateway, { req, info: ctx.request, demand, headers }, res);
    if (isAlias) requireAliasCaller(admission.principal);
    return admission;
  }

  async function answer(call: Call, data: unknown): Promise<PlainAnswer | null> {
    const { req, res, match, offers, ctx, headers, optIn } = call;
    const { rest } = match.operation;
    const { redactedFields } = ctx.response;
    switch (rest.answer) {
      case 'events':
        await writeEventStream(res, data, {
          headers: { ...headers, ...redactionHeader(redactedFields) },
          spellError: (error) =>
            dialect.refusal(appErrorOf(error), { ...noInput(match), requestId: ctx.request.requestId }).body,
        });
        return null;
      case 'lines':
        await writeJsonLines(res, data, { ...headers, ...redactionHeader(redactedFields) });
        return null;
      case 'text':
        return {
          status: rest.status,
          contentType: `${rest.contentType ?? 'text/html'}; charset=utf-8`,
          body: String(data),
          headers,
        };
      default: {
        const over = () => AbortSignal.any([untilClosed(res), gateway.streams.ending]);
        const status = ctx.response.isCreated ? (rest.createdStatus ?? rest.status) : rest.status;
        const plain = { status, contentType: dialect.contentType, headers };
        return jsonAnswer(plain, data, {
          redactedFields,
          tags: offers?.tags ?? false,
          ifNoneMatch: req.headers['if-none-match'],
          complete: optIn && ((whole) => optIn.complete(whole, over())),
        });
      }
    }
  }
}

/** Make a signal that aborts when the connection closes before the response is complete. */
function untilClosed(res: ServerResponse): AbortSignal {
  const aborted = new AbortController();
  res.once('close', () => res.writableFinished || aborted.abort());
  return aborted.signal;
}

/** Get the permission that a key needs for the operation, in the surface's format; empty when any key is enough. */
function acceptedBy({ rest, permission }: Operation, dialect: Dialect): string {
  return rest.ability ?? (permission ? dialect.acceptedPermission(permission) : '');
}
