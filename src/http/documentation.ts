import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { AppRouter } from '../api/root';
import { v2 } from './dialects/v2';
import { createDocument } from './openapi/document';
import { pagePolicy, setStaticHeaders } from './page-policy';

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
  installation: { publicUrl: string; version: string },
): (path: string) => DocumentationHandler | null {
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
  const handlers = new Map(Object.entries(assets).map(([path, asset]) => [path, createAssetHandler(asset)]));
  return (path) => handlers.get(path) ?? null;
}

/** The package's browser bundle: its Node half wants a newer Node, so the file is served as it is. */
function referenceBundle(): string {
  const entry = createRequire(import.meta.url).resolve('@scalar/api-reference');
  return join(dirname(entry), 'browser', 'standalone.js');
}

function createAssetHandler({ contentType, load, cacheControl }: Asset): DocumentationHandler {
  let loading: Promise<Buffer> | undefined;
  return async (req, res) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { Allow: 'GET, HEAD', 'Content-Type': 'application/json' });
      res.end(JSON.stringify({ message: 'Method not allowed.' }));
      return;
    }
    loading ??= Promise.resolve(load()).then((content) => promisify(gzip)(content));
    const body = await loading;
    setStaticHeaders(res);
    res.setHeader('Content-Security-Policy', pagePolicy());
    const headers = { 'Content-Type': contentType, 'Cache-Control': cacheControl, Vary: 'Accept-Encoding' };
    if (req.headers['accept-encoding']?.includes('gzip'))
      res.writeHead(200, { ...headers, 'Content-Encoding': 'gzip', 'Content-Length': body.length }).end(body);
    else res.writeHead(200, headers).end(await load());
  };
}
