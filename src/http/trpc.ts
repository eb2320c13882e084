import type { IncomingMessage, ServerResponse } from 'node:http';
import { getTRPCErrorShape } from '@trpc/server';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { ApiContext } from '../api/context';
import { appErrorOf, EarlyRefusal } from '../api/errors';
import type { AppRouter } from '../api/root';
import { headerTokens } from '../auth/carriers';
import { errorOrigin } from '../domain/error';
import { type Headers as AnswerHeaders, writeAnswer } from './answer';
import { auditedChecks, namedProcedure } from './audited-checks';
import { bodyLimitOf, trpcDemand } from './demand';
import type { Gateway } from './gateway';
import { showPreAuth } from './rate-limit';
import { requestInfo } from './request-info';
import { admit } from './streams/admit';
import { readTrpcRequest } from './trpc-request';

/** `procedures` is the path below `/api/trpc/`: one name, or several with commas in a batch. */
export type TrpcHandler = (req: IncomingMessage, res: ServerResponse, procedures: string) => Promise<void>;

/** Create the handler of the typed client's surface: tRPC's own adapter behind the same checks as REST. */
export function createTrpcHandler(gateway: Gateway, router: AppRouter): TrpcHandler {
  const { services } = gateway;
  const { version, publicUrl } = services.installation;

  return async (req, res, procedures) => {
    const info = requestInfo(gateway, req, 'trpc');
    res.setHeader('X-Request-Id', info.requestId);
    res.setHeader('X-Gantry-Version', version);
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Cache-Control', 'no-store');
    const bodyBytes = bodyLimitOf(router, procedures);
    try {
      await readTrpcRequest(req, publicUrl, bodyBytes);
    } catch (error) {
      return refuse(error);
    }
    const demand = trpcDemand(router, procedures);
    let admitted: ApiContext | undefined;
    if (demand.opensStream && req.method !== 'HEAD' && !readsRefusalsAsEvents(req)) {
      try {
        admitted = await auditedContext();
      } catch (error) {
        return refuse(error);
      }
    }
    await nodeHTTPRequestHandler<AppRouter, IncomingMessage & { body?: string }, ServerResponse>({
      router,
      req,
      res,
      path: procedures,
      maxBodySize: bodyBytes,
      responseMeta: ({ ctx }) => ({ headers: headersOf(ctx?.response.headers) }),
      async createContext() {
        try {
          return admitted ?? (await auditedContext());
        } catch (error) {
          throw new EarlyRefusal(error, info.requestId);
        }
      },
      onError({ error, path }) {
        const app = appErrorOf(error);
        if (app.code === 'internal')
          services.log.error(
            {
              requestId: info.requestId,
              path,
              error: app.message,
              detail: app.detail,
              cause: app.cause === undefined ? undefined : errorOrigin(app.cause),
            },
            'request failed',
          );
      },
    });

    /** Refuse in the format of the adapter, which itself would check the content type first. */
    async function refuse(error: unknown): Promise<void> {
      const headers: AnswerHeaders = { ...appErrorOf(error).headers };
      await showPreAuth(services, info.ip, headers);
      const refusal = new EarlyRefusal(error, info.requestId);
      const shape = getTRPCErrorShape({
        config: router._def._config,
        error: refusal,
        type: 'unknown',
        path: procedures,
        input: undefined,
        ctx: undefined,
      });
      const status = getHTTPStatusCodeFromError(refusal);
      const body = JSON.stringify({ error: shape });
      writeAnswer(res, { status, contentType: 'application/json', body, headers });
    }

    function auditedContext(): Promise<ApiContext> {
      return auditedChecks(services, info, namedProcedure(router, procedures), createContext);
    }

    async function createContext(): Promise<ApiContext> {
      const headers: AnswerHeaders = {};
      try {
        const { principal, endsAt: _, ...known } = await admit(gateway, { req, info, demand, headers }, res);
        const request = { ...info, ...known };
        return { services, request, principal, response: { redactedFields: new Set(), headers: {} } };
      } catch (error) {
        await showPreAuth(services, info.ip, headers);
        Object.assign(headers, appErrorOf(error).headers);
        throw error;
      } finally {
        for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
      }
    }
  };
}

/**
 * Whether the reader of a stream needs its refusal as an event: the event source of a browser, which uses cookies, does
 * not show its page a status or a body. Programs that send a token get an ordinary response.
 */
function readsRefusalsAsEvents({ headers, headersDistinct }: IncomingMessage): boolean {
  const isEventSource = headers.accept?.toLowerCase().includes('text/event-stream') ?? false;
  return isEventSource && headerTokens(headersDistinct).length === 0;
}

/** Convert the headers that procedures set on their responses: cookies. */
function headersOf(headers: ApiContext['response']['headers'] = {}): Headers {
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, each]),
  );
  return new Headers(pairs);
}
