import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { AppRouter } from '../api/root';
import type { Headers } from './answer';
import { v2 } from './dialects/v2';
import type { Gateway } from './gateway';
import { createDocument } from './openapi/document';
import { pagePolicy, setStaticHeaders } from './page-policy';
import { showPreAuth } from './rate-limit';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>API · Gantry</title>
  </head>
  <body>
    <main id="reference"></main>
    <script src="/docs/api/reference.js"></script>
    <script src="/docs/api/start.js"></script>
  </body>
</html>
`;

/** Nothing is fetched from elsewhere: no fonts, no proxy for requests, no telemetry, no hosted assistants. */
const start = `Scalar.createApiReference('#reference', ${JSON.stringify({
  sources: [
    { title: 'Gantry', slug: 'v1', url: '/api/v1/openapi.json' },
    { title: 'In the words of Coder', slug: 'v2', url: '/api/v2/openapi.json' },
  ],
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
})});
`;

interface Asset {
  contentType: string;
  /** Prepared when first asked for, then kept compressed. */
  load(): Promise<string | Buffer> | string;
  cacheControl: string;
}

const dayInSeconds = 86_400;

export type DocumentationHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** The public descriptions of `/api/v1` and `/api/v2` and their interactive page; null for other paths. */
export function createDocumentation(
  router: AppRouter,
  gateway: Gateway,
): (path: string) => DocumentationHandler | null {
  const { installation } = gateway.services;
  const fresh = 'no-cache';
  const assets: Record<string, Asset> = {
    '/api/v1/openapi.json': {
      contentType: 'application/json',
      load: () => JSON.stringify(createDocument(router, 'v1', installation)),
      cacheControl: fresh,
    },
    '/api/v2/openapi.json': {
      contentType: v2.contentType,
      load: () => JSON.stringify(createDocument(router, 'v2', installation)),
      cacheControl: fresh,
    },
    '/docs/api': { contentType: 'text/html; charset=utf-8', load: () => page, cacheControl: fresh },
    '/docs/api/start.js': { contentType: 'text/javascript', load: () => start, cacheControl: fresh },
    '/docs/api/reference.js': {
      contentType: 'text/javascript',
      load: () => readFile(referenceBundle()),
      cacheControl: `public, max-age=${dayInSeconds}`,
    },
  };
  const handlers = new Map(
    Object.entries(assets).map(([path, asset]) => [path, createAssetHandler(gateway, asset)]),
  );
  return (path) => handlers.get(path) ?? null;
}

/** The package's browser bundle: its Node half wants a newer Node, so the file is served as it is. */
function referenceBundle(): string {
  const entry = createRequire(import.meta.url).resolve('@scalar/api-reference');
  return join(dirname(entry), 'browser', 'standalone.js');
}

function createAssetHandler(
  gateway: Gateway,
  { contentType, load, cacheControl }: Asset,
): DocumentationHandler {
  let loading: Promise<Buffer> | undefined;
  return async (req, res) => {
    const common = await commonHeaders(gateway, req);
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { ...common, Allow: 'GET, HEAD', 'Content-Type': 'application/json' });
      res.end(JSON.stringify({ message: 'Method not allowed.' }));
      return;
    }
    loading ??= Promise.resolve(load()).then((content) => promisify(gzip)(content));
    const body = await loading;
    setStaticHeaders(res);
    res.setHeader('Content-Security-Policy', pagePolicy());
    const headers = {
      ...common,
      'Content-Type': contentType,
      'Cache-Control': cacheControl,
      Vary: 'Accept-Encoding',
    };
    if (req.headers['accept-encoding']?.includes('gzip'))
      res.writeHead(200, { ...headers, 'Content-Encoding': 'gzip', 'Content-Length': body.length }).end(body);
    else res.writeHead(200, headers).end(await load());
  };
}

/** What every answer of the API has (authorization contract §11). */
async function commonHeaders({ services, clientAddress }: Gateway, req: IncomingMessage): Promise<Headers> {
  const headers: Headers = {
    'X-Request-Id': randomUUID(),
    'X-Gantry-Version': services.installation.version,
  };
  await showPreAuth(services, clientAddress(req), headers);
  return headers;
}
