import { readFile } from 'node:fs/promises';
import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { NextConfig } from 'next';
import { z } from 'zod';
import { errorMessage } from '../domain/error';
import type { Logger } from '../lib/log';
import { type PlainAnswer, writeAnswer } from './answer';
import { applyPagePolicy, setStaticHeaders } from './page-policy';

export type PageHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/**
 * Delay before Next is loaded. Loading takes a second of the process, so the first API responses are sent before it.
 */
const warmUpDelayMs = 1_000;

/**
 * Create the handler for everything that is not an API: Next's own, loaded by the first page request or shortly after
 * the start, whichever comes first. `projectRoot` contains the built `.next`.
 */
export function createPageHandler(projectRoot: string, log: Logger): PageHandler {
  let loaded: Promise<PageHandler | null> | undefined;
  const load = () => {
    loaded ??= prepare(projectRoot).catch((error: unknown) => {
      log.error({ error: errorMessage(error) }, 'the console is not available');
      return null;
    });
    return loaded;
  };
  setTimeout(load, warmUpDelayMs).unref();
  return async (req, res) => {
    const isFile = req.url?.startsWith('/_next/static/') ?? false;
    if (isFile) setStaticHeaders(res);
    else applyPagePolicy(req, res);
    const handler = await load();
    if (!handler) return writeAnswer(res, notBuilt);
    await handler(req, res);
  };
}

const notBuilt: PlainAnswer = {
  status: 503,
  contentType: 'text/plain',
  body: 'The console is not built. Run: npm run build\n',
  headers: {},
};

async function prepare(dir: string): Promise<PageHandler> {
  const { default: next } = await import('next');
  // Next adds an upgrade listener to this server and then never responds to upgrades, so a client that offers HTTP/2
  // that way would wait forever. On a server that does not listen, the listener does no harm.
  const httpServer = new Server();
  const app = next({ dev: false, dir, quiet: true, httpServer, conf: await builtConfig(dir) });
  await app.prepare();
  return app.getRequestHandler();
}

const buildRecord = z.object({ config: z.record(z.string(), z.unknown()) });

/**
 * Read the configuration that the console was built with, as Next's build recorded it. Otherwise Next would read
 * next.config.ts again and load its compiler to do so: 50 MB that nothing else here needs.
 */
async function builtConfig(dir: string): Promise<NextConfig> {
  const record = await readFile(join(dir, '.next', 'required-server-files.json'), 'utf8');
  return buildRecord.parse(JSON.parse(record)).config;
}
