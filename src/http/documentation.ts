import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { configurationSchema } from '../api/configuration/json-schema';
import { appErrorOf } from '../api/errors';
import type { AppRouter } from '../api/root';
import { httpStatus } from '../domain/error';
import { type Headers, writeAnswer } from './answer';
import { v2 } from './dialects/v2';
import type { Gateway } from './gateway';
import { createDocument } from './openapi/document';
import { pagePolicy, setStaticHeaders } from './page-policy';
import { countDocument } from './rate-limit';

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

/**
 * Start script of the page. It loads nothing from other hosts: no fonts, no request proxy, no telemetry, no hosted
 * assistants.
 */
const start = `Scalar.createApiReference('#reference', ${JSON.stringify({
  sources: [
    { title: 'Gantry', slug: 'v1', url: '/api/v1/openapi.json' },
    { title: 'For Coder clients', slug: 'v2', url: '/api/v2/openapi.json' },
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
  /** Load the content. Called at the first request only; the result is kept compressed. */
  load(): Promise<string | Buffer> | string;
  cacheControl: string;
}

const dayInSeconds = 86_400;

export type DocumentationHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/**
 * Create the public descriptions of `/api/v1` and `/api/v2` and their interactive page. The returned function gets the
 * handler of a path; null for other paths.
 */
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
    '/docs/configuration.schema.json': {
      contentType: 'application/schema+json',
      load: () => JSON.stringify(configurationSchema(installation.publicUrl)),
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

/**
 * Get the path of the package's browser bundle. It is read as a file, because the package's Node half needs a newer
 * Node.
 */
function referenceBundle(): string {
  const entry = createRequire(import.meta.url).resolve('@scalar/api-reference');
  return join(dirname(entry), 'browser', 'standalone.js');
}

function createAssetHandler(
  gateway: Gateway,
  { contentType, load, cacheControl }: Asset,
): DocumentationHandler {
  let loading: Promise<Prepared> | undefined;
  return async (req, res) => {
    const common: Headers = {
      'X-Request-Id': randomUUID(),
      'X-Gantry-Version': gateway.services.installation.version,
    };
    try {
      await countDocument(gateway.services, gateway.clientAddress(req), common);
    } catch (error) {
      const refusal = appErrorOf(error);
      const body = JSON.stringify({ message: refusal.message });
      const headers = { ...common, ...refusal.headers };
      return writeAnswer(res, {
        status: httpStatus[refusal.code],
        contentType: 'application/json',
        body,
        headers,
      });
    }
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { ...common, Allow: 'GET, HEAD', 'Content-Type': 'application/json' });
      res.end(JSON.stringify({ message: 'Method not allowed.' }));
      return;
    }
    loading ??= prepare(load);
    const prepared = await loading;
    setStaticHeaders(res);
    res.setHeader('Content-Security-Policy', pagePolicy());
    const headers = {
      ...common,
      'Content-Type': contentType,
      'Cache-Control': cacheControl,
      ETag: prepared.tag,
      Vary: 'Accept-Encoding',
    };
    if (req.headers['if-none-match']?.includes(prepared.tag)) {
      res.writeHead(304, headers).end();
      return;
    }
    const encoding = encodings.find((each) => acceptsEncoding(req.headers['accept-encoding'], each));
    const body = prepared[encoding ?? 'identity'];
    const encoded = encoding ? { 'Content-Encoding': encoding } : {};
    res.writeHead(200, { ...headers, ...encoded, 'Content-Length': body.length }).end(body);
  };
}

/** Encodings in order of preference. */
const encodings = ['br', 'gzip'] as const;

/** An asset in every encoding, compressed once. */
type Prepared = Record<(typeof encodings)[number] | 'identity', Buffer> & { tag: string };

async function prepare(load: Asset['load']): Promise<Prepared> {
  const identity = Buffer.from(await load());
  const [br, zipped] = await Promise.all([promisify(brotliCompress)(identity), promisify(gzip)(identity)]);
  const digest = createHash('sha256').update(identity).digest('base64url');
  return { identity, br, gzip: zipped, tag: `"${digest.slice(0, 22)}"` };
}

/** Whether a client accepts an encoding; `;q=0` excludes it. */
function acceptsEncoding(header: string | undefined, encoding: string): boolean {
  const entries = (header ?? '').toLowerCase().split(',');
  return entries.some((entry) => {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim());
    return name === encoding && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
  });
}
