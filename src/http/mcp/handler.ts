import type { IncomingMessage, ServerResponse } from 'node:http';
import { appErrorOf } from '../../api/errors';
import type { AppRouter } from '../../api/root';
import { AppError } from '../../domain/error';
import { orderedChecks } from '../../domain/ordered-checks';
import { isMcpEnabled } from '../../services/installation/mcp-switch';
import { type Headers, writeAnswer } from '../answer';
import { auditedChecks } from '../audited-checks';
import { authenticate, type Demand } from '../authentication';
import { readJsonObject } from '../body/json-object';
import { checkBodyHeaders } from '../body/read-body';
import { v1 } from '../dialects/v1';
import type { Gateway } from '../gateway';
import { showPreAuth } from '../rate-limit';
import { requestInfo } from '../request-info';
import { operationsOf } from '../rest/operations';
import { methodNotAllowed, noInput, refusalAnswer } from '../rest/refusal';
import { requireKnownOrigin } from './known-origin';
import type { ToolSession } from './session';

export type McpHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** Demand of every message: it counts as one API call, like a REST request. */
const demand: Demand = {
  surface: 'rest',
  credential: 'required',
  worksWhenDisabled: false,
  opensStream: false,
  calls: { api: 1 },
};

/** Request headers that the protocol reads. */
const protocolHeaders = ['accept', 'content-type', 'mcp-protocol-version', 'mcp-session-id'];

/**
 * Create the handler of `/mcp`: Streamable HTTP without sessions, so that any process may handle any message. A message
 * passes the checks of a REST request; what its tools call passes the gate of each procedure.
 */
export function createMcpHandler(gateway: Gateway, router: AppRouter): McpHandler {
  const { services } = gateway;
  const { version, publicUrl } = services.installation;
  const operations = new Map(operationsOf(router).map((operation) => [operation.procedure, operation]));

  return async (req, res) => {
    const info = requestInfo(gateway, req, 'mcp');
    const headers: Headers = {
      'X-Request-Id': info.requestId,
      'X-Gantry-Version': version,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    };
    try {
      if (req.method !== 'POST') throw methodNotAllowed(['POST']);
      requireKnownOrigin(req, services.installation);
      checkBodyHeaders(req);
      const refused = { action: 'mcp.message', targetType: null };
      const principal = await auditedChecks(services, info, refused, () => admit());
      const message = await readJsonObject(req, 'object');
      const session: ToolSession = { gateway, router, operations, principal, info, headers };
      // Loaded with the first message, because most installations have no client when they start.
      const { answerMessage } = await import('./answer-message');
      const answer = await answerMessage(protocolRequest(), message, session);
      const body = await answer.text();
      const contentType = answer.headers.get('content-type') ?? 'application/json';
      if (body === '') res.writeHead(answer.status, { ...headers, 'Content-Length': 0 }).end();
      else writeAnswer(res, { status: answer.status, contentType, body, headers });
    } catch (error) {
      const refusal = appErrorOf(error);
      await showPreAuth(services, info.ip, headers);
      if (refusal.code === 'unauthenticated')
        headers['WWW-Authenticate'] = 'Bearer realm="gantry", error="invalid_token"';
      const call = noInput(null);
      writeAnswer(res, refusalAnswer(refusal, { dialect: v1, info, headers, log: services.log, call }));
    }

    /** Run the ordered checks, then check that the MCP server is enabled. */
    async function admit() {
      const { principal } = await authenticate(gateway, { req, info, demand, headers });
      if (!principal)
        throw new AppError('unauthenticated', orderedChecks.credential.v1, { check: 'credential' });
      if (!(await isMcpEnabled(services.database)))
        throw new AppError('forbidden', 'MCP server is disabled.');
      return principal;
    }

    function protocolRequest(): Request {
      const sent = protocolHeaders.flatMap((name) => {
        const value = req.headers[name];
        return typeof value === 'string' ? [[name, value] as [string, string]] : [];
      });
      return new Request(`${publicUrl}/mcp`, { method: 'POST', headers: sent });
    }
  };
}
