import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorMessage } from '../domain/error';
import type { Logger } from '../lib/log';
import { writeAnswer } from './answer';
import { applyPagePolicy, setStaticHeaders } from './page-policy';

export type PageHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** Loading Next keeps the process busy for a second: the first API answers go before it. */
const warmUpDelayMs = 1_000;

/**
 * Everything that is no API: Next's own handler, loaded by the first page or a moment after the start, whichever
 * comes first. `projectRoot` holds the built `.next`.
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
    if (!handler)
      return writeAnswer(res, 503, 'text/plain', 'The console is not built. Run: npm run build\n', {});
    await handler(req, res);
  };
}

async function prepare(dir: string): Promise<PageHandler> {
  const { default: next } = await import('next');
  const app = next({ dev: false, dir, quiet: true });
  await app.prepare();
  return app.getRequestHandler();
}
