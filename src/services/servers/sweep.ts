import { tryExclusively } from '../../db/advisory-lock';
import { errorMessage } from '../../domain/error';
import { concurrently } from '../../lib/concurrently';
import { refreshStatuses } from '../applications/refresh-status';
import { organizationScopeOf, type Services } from '../context';
import type { ServerWithKey } from './find';
import { probedStates, probeServer } from './probe';

/** Machines looked at side by side: enough that the slow and dead ones do not hold up the others. */
const CONCURRENCY = 64;

/**
 * Looks at every server that was usable once: can it be reached, and what runs there? One process does it for all.
 * A server that cannot be looked at does not keep the others waiting.
 */
export async function sweepServers(services: Services): Promise<void> {
  await tryExclusively(services.database.maintenance, 'gantry server sweep', async () => {
    const servers = await services.database.unscoped.server.findMany({
      where: { state: { in: [...probedStates] } },
      include: { privateKey: true },
    });
    await concurrently(servers, CONCURRENCY, (server) => sweepServer(services, server));
  });
}

async function sweepServer(services: Services, server: ServerWithKey): Promise<void> {
  const scope = organizationScopeOf(services, server.organizationId);
  try {
    await probeServer(scope, server);
    const current = await scope.db.server.findUnique({
      where: { id: server.id },
      include: { privateKey: true },
    });
    if (current?.state === 'usable') await refreshStatuses(scope, current);
  } catch (error) {
    services.log.debug({ server: server.uuid, error: errorMessage(error) }, 'server not looked at');
  }
}
