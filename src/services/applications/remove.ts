import { AppError } from '../../domain/error';
import type { ServerState } from '../../domain/states';
import * as engine from '../../engine/workload/remove';
import type { JobPayload } from '../../queue/jobs';
import { changed } from '../changed';
import type { OrganizationScope } from '../context';
import { waitForOperations } from '../operations/after-operations';
import { type ApplicationOnServer, enginePlace, lookUpOnServer, proxyContainerOf } from './on-server';

export type Removal = JobPayload<'application.delete'>;

/** Nobody can sign in there. Records go; what stands on the machine keeps its labels and can be found by them. */
const outOfReach: ReadonlySet<ServerState> = new Set(['unvalidated', 'unreachable', 'blocked']);

/**
 * Removes what the application has on its server, then its rows. Rows go last: until then it can be asked for, and a
 * removal that fails half way is tried again.
 * @throws AppError when the server, which was reachable, cannot be reached now
 */
export async function removeApplication(scope: OrganizationScope, removal: Removal): Promise<void> {
  const found = await lookUpOnServer(scope, removal.applicationUuid);
  if (!found) return;
  const { application, server } = found;
  if (outOfReach.has(server.state) || server.hostKey === null)
    scope.log.warn(
      { application: application.uuid, server: server.uuid, state: server.state },
      'removed from the records only',
    );
  else {
    if (await waitForOperations(scope, application.id, 'application.delete', removal)) return;
    await removeFromServer(scope, found, removal);
  }
  await scope.db.workload.deleteMany({ where: { id: application.id } });
  await changed(scope, 'application', application.uuid);
}

async function removeFromServer(
  scope: OrganizationScope,
  found: ApplicationOnServer,
  removal: Removal,
): Promise<void> {
  try {
    await engine.removeWorkload({
      ...enginePlace(scope, found),
      clock: scope.clock,
      proxyContainer: proxyContainerOf(found),
      graceSeconds: found.application.stopGracePeriod,
      removeVolumes: removal.deleteVolumes,
      removeNetworks: removal.deleteNetworks,
      removeImages: removal.deleteImages,
    });
  } catch (error) {
    // Volumes, images or networks that something else uses; the containers are gone.
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    scope.log.warn(
      { application: found.application.uuid, error: error.message },
      'left behind on the server',
    );
  }
}
