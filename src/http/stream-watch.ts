import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal, RequestInfo } from '../auth/context';
import { errorMessage } from '../domain/error';
import { authenticate } from './authentication';
import { recheckDemand } from './demand';
import type { Gateway } from './gateway';

const intervalMs = 60_000;

/**
 * Keeps an open stream honest: it ends with the server, and within a minute of its credential or of what `opener`
 * might see when it was opened. Whoever may still see something connects again and is asked anew.
 */
export function watchStream(
  gateway: Gateway,
  req: IncomingMessage,
  res: ServerResponse,
  { info, opener }: { info: RequestInfo; opener: Principal | null },
): void {
  gateway.streams.add(res);
  const rightsAtOpening = rightsOf(opener);
  const demand = recheckDemand(info.surface === 'trpc' ? 'trpc' : 'rest');
  const timer = setInterval(async () => {
    try {
      const { principal } = await authenticate(gateway, { req, info, demand, headers: {} });
      if (rightsOf(principal) !== rightsAtOpening) res.destroy();
    } catch (error) {
      gateway.services.log.info({ requestId: info.requestId, reason: errorMessage(error) }, 'stream ended');
      res.destroy();
    }
  }, intervalMs);
  timer.unref();
  res.once('close', () => clearInterval(timer));
}

/** All of a principal that decides what it may see, as text to compare. */
function rightsOf(principal: Principal | null): string | null {
  if (!principal) return null;
  const { user, organization, role, customRole, grants, isLimited, isInstanceAdmin, key } = principal;
  return JSON.stringify([
    user.id,
    organization.id,
    role,
    customRole,
    grants,
    isLimited,
    isInstanceAdmin,
    key,
  ]);
}
