import type { IncomingMessage, ServerResponse } from 'node:http';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import type { ApiContext } from '../api/context';
import { appErrorOf, toTrpcError } from '../api/errors';
import type { AppRouter } from '../api/root';
import { AppError } from '../domain/error';
import type { Headers as AnswerHeaders } from './answer';
import { auditedChecks, namedProcedure } from './audited-checks';
import { authenticate } from './authentication';
import { checkBodyHeaders, hasBody, isJson, maxBodyBytes, readBody } from './body/read-body';
import { parseStrictJson } from './body/strict-json';
import { trpcDemand } from './demand';
import type { Gateway } from './gateway';
import { requestInfo } from './request-info';
import { requireStreamTicket } from './stream-ticket';
import { watchStream } from './stream-watch';

/** `procedures` is the path below `/api/trpc/`: one name, or several with commas in a batch. */
export type TrpcHandler = (req: IncomingMessage, res: ServerResponse, procedures: string) => Promise<void>;

/** The typed client's surface: tRPC's own adapter behind the same checks as REST. */
export function createTrpcHandler(gateway: Gateway, router: AppRouter): TrpcHandler {
  const { services } = gateway;
  const { version } = services.installation;

  return async (req, res, procedures) => {
    const info = requestInfo(gateway, req, 'trpc');
    res.setHeader('X-Request-Id', info.requestId);
    res.setHeader('X-Gantry-Version', version);
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.setHeader('Cache-Control', 'no-store');
    const isStream = req.headers.accept?.includes('text/event-stream') ?? false;
    await nodeHTTPRequestHandler<AppRouter, IncomingMessage & { body?: unknown }, ServerResponse>({
      router,
      req,
      res,
      path: procedures,
      maxBodySize: maxBodyBytes,
      middleware: (_req, _res, next) =>
        void readTrpcBody(req).then(
          () => next(),
          (error: unknown) => next(toTrpcError(error)),
        ),
      responseMeta: ({ ctx }) => ({ headers: headersOf(ctx?.response.headers) }),
      async createContext() {
        try {
          const context = await auditedChecks(
            services,
            info,
            namedProcedure(router, procedures),
            createContext,
          );
          if (isStream) watchStream(gateway, req, res, { info, opener: context.principal });
          return context;
        } catch (error) {
          throw toTrpcError(error);
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
              cause: stackOf(app.cause),
            },
            'request failed',
          );
      },
    });

    async function createContext(): Promise<ApiContext> {
      const headers: AnswerHeaders = {};
      try {
        const demand = trpcDemand(router, procedures);
        const { principal, rateLimit } = await authenticate(gateway, { req, info, demand, headers });
        if (isStream) await requireStreamTicket(services, req, principal);
        const request = { ...info, rateLimit };
        return { services, request, principal, response: { redactedFields: new Set(), headers: {} } };
      } catch (error) {
        Object.assign(headers, appErrorOf(error).headers);
        throw error;
      } finally {
        for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
      }
    }
  };
}

/**
 * Reads and checks the body before the adapter does, which would accept repeated keys and any depth.
 * @throws AppError bad_request, payload_too_large
 */
async function readTrpcBody(req: IncomingMessage & { body?: unknown }): Promise<void> {
  checkBodyHeaders(req);
  if (req.method !== 'POST' || !hasBody(req) || !isJson(req)) return;
  const text = await readBody(req);
  try {
    parseStrictJson(text);
  } catch (error) {
    throw new AppError('bad_request', error instanceof SyntaxError ? error.message : 'Invalid JSON.', {
      cause: error,
    });
  }
  req.body = text;
}

/** What procedures set on their answers: cookies. */
function headersOf(headers: ApiContext['response']['headers'] = {}): Headers {
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, each]),
  );
  return new Headers(pairs);
}

function stackOf(cause: unknown): string | undefined {
  return cause instanceof Error ? cause.stack : undefined;
}
