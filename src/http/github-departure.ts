import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { appErrorOf } from '../api/errors';
import type { RequestInfo } from '../auth/context';
import { AppError, httpStatus } from '../domain/error';
import { scopeOf } from '../services/context';
import { departureForm } from '../services/github-apps/setup/begin-creation';
import { type Headers, writeAnswer } from './answer';
import { authenticate, type Demand } from './authentication';
import { v1 } from './dialects/v1';
import type { Gateway } from './gateway';
import { setStaticHeaders } from './page-policy';
import { requestInfo } from './request-info';
import { refusalAnswer, unknownRoute } from './rest/refusal';

/** Demand of the page: like the console, it is for a signed-in user. */
const demand: Demand = {
  surface: 'trpc',
  credential: 'required',
  worksWhenDisabled: true,
  opensStream: false,
  calls: {},
};

const NONCE_BYTES = 16;

/**
 * Create the handler of the page that sends a manifest to GitHub, which accepts it only from a form. The page is
 * separate because the console's Content-Security-Policy does not allow forms to other hosts.
 */
export function createGithubDeparture(
  gateway: Gateway,
): (req: IncomingMessage, res: ServerResponse, search: string) => Promise<void> {
  const { services } = gateway;
  return async (req, res, search) => {
    const info = requestInfo(gateway, req, 'trpc');
    const headers: Headers = { 'X-Request-Id': info.requestId, 'Cache-Control': 'no-store' };
    setStaticHeaders(res);
    try {
      if (req.method !== 'GET') throw unknownRoute(['GET'], services.installation.publicUrl);
      const { principal } = await authenticate(gateway, { req, info, demand, headers });
      if (!principal) throw new AppError('unauthenticated', 'Sign in first.');
      const state = new URLSearchParams(search).get('state') ?? '';
      const form = await departureForm(scopeOf(services, principal), state);
      const nonce = randomBytes(NONCE_BYTES).toString('base64');
      const policy = [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        `form-action ${new URL(form.action).origin}`,
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; ');
      writeAnswer(res, {
        status: 200,
        contentType: 'text/html; charset=utf-8',
        body: page(form, nonce),
        headers: { ...headers, 'Content-Security-Policy': policy },
      });
    } catch (error) {
      refuse(res, appErrorOf(error), { info, headers });
    }
  };

  /** Redirect the user to the list, which shows that it was refused. Faults get the usual error response. */
  function refuse(res: ServerResponse, error: AppError, on: { info: RequestInfo; headers: Headers }): void {
    if (httpStatus[error.code] < httpStatus.internal && error.code !== 'method_not_allowed') {
      const Location = `${services.installation.publicUrl}/sources?${new URLSearchParams({ refused: 'departure' })}`;
      res.writeHead(303, { ...on.headers, Location }).end();
      return;
    }
    const call = { permission: null, input: undefined, secretKeys: new Set<string>() };
    writeAnswer(res, refusalAnswer(error, { ...on, dialect: v1, log: services.log, call }));
  }
}

function page({ action, manifest }: { action: string; manifest: string }, nonce: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>To GitHub · Gantry</title>
  </head>
  <body>
    <form method="post" action="${escaped(action)}">
      <input type="hidden" name="manifest" value="${escaped(manifest)}">
      <button>Continue on GitHub</button>
    </form>
    <script nonce="${nonce}">document.forms[0].submit()</script>
  </body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
