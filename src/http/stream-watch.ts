import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestInfo } from '../auth/context';
import { errorMessage } from '../domain/error';
import { authenticate } from './authentication';
import type { Gateway } from './gateway';

const intervalMs = 60_000;

/** Keeps an open stream honest: it ends within a minute of its credential, and with the server. */
export function watchStream(
  gateway: Gateway,
  req: IncomingMessage,
  res: ServerResponse,
  info: RequestInfo,
): void {
  gateway.streams.add(res);
  const timer = setInterval(async () => {
    try {
      const { principal } = await authenticate(gateway, req, info, { apiSwitch: 'tokens' });
      if (!principal) res.destroy();
    } catch (error) {
      gateway.services.log.info({ requestId: info.requestId, reason: errorMessage(error) }, 'stream ended');
      res.destroy();
    }
  }, intervalMs);
  timer.unref();
  res.once('close', () => clearInterval(timer));
}
