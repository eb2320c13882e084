import { tryExclusively } from '../../db/advisory-lock';
import { errorMessage } from '../../domain/error';
import { concurrently } from '../../lib/concurrently';
import { type OrganizationScope, organizationScopeOf, type Services } from '../context';
import { tryToLookAtCertificates } from '../server-certificates/look';
import type { ServerWithKey } from '../servers/find';
import { unrecordedHostOf } from '../servers/host';
import { tryToKeepNetworks } from './keep-networks';
import { keepProxy } from './keep-proxy';
import { probedStates, probeServer } from './probe';
import { refreshStatuses } from './refresh-status';

/** Machines checked concurrently: enough that slow and dead ones do not hold up the others. */
const CONCURRENCY = 64;
/** Time limit, so that a proxy whose image must be pulled does not hold up the sweep. */
const KEEP_LIMIT_MS = 10_000;

/** Servers whose proxy this process is putting in order. */
const keeping = new Set<number>();

/**
 * Check every server that was usable once: can it be reached, and what is running there? One process does it for all. A
 * server that cannot be checked does not hold up the others.
 */
export async function sweepServers(services: Services): Promise<void> {
  await tryExclusively(services.database.maintenance, 'gantry server sweep', async () => {
    const servers = await services.database.unscoped.server.findMany({
      where: { state: { in: [...probedStates] } },
      include: { privateKey: true },
      // Those that will keep a slot until its time limit begin first, and all at once.
      orderBy: { unreachableCount: 'desc' },
    });
    await concurrently(servers, CONCURRENCY, (server) => sweepServer(services, server));
  });
}

async function sweepServer(services: Services, server: ServerWithKey): Promise<void> {
  const scope = organizationScopeOf(services, server.organizationId);
  try {
    // Waiting for a dead machine takes a slot from the others: ask it once.
    if (!(await probeServer(scope, server))) return;
    const current = await scope.db.server.findUnique({
      where: { id: server.id },
      include: { privateKey: true },
    });
    if (current?.state !== 'usable') return;
    await keepInTime(scope, current);
    await refreshStatuses(scope, current);
  } catch (error) {
    services.log.debug({ server: server.uuid, error: errorMessage(error) }, 'server could not be checked');
  }
}

/** Put the proxy in order; what takes longer continues after this has returned. */
async function keepInTime(scope: OrganizationScope, server: ServerWithKey): Promise<void> {
  if (keeping.has(server.id)) return;
  keeping.add(server.id);
  const work = keepProxy(scope, server)
    .then(() => tryToKeepNetworks(scope, server))
    .then(() => tryToLookAtCertificates(scope, server, unrecordedHostOf(scope, server)))
    .finally(() => keeping.delete(server.id));
  const limit = new AbortController();
  const tooLong = scope.clock.sleep(KEEP_LIMIT_MS, limit.signal).catch(() => undefined); // it ended in time
  await Promise.race([work, tooLong]);
  limit.abort();
}
