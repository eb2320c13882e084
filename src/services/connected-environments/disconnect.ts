import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { NamedWorkload } from '../../domain/workload/names';
import { workloadChanged } from '../changed';
import type { Scope } from '../context';
import { enqueueKeepNetworks } from '../server-sweep/request-networks';
import { findOnServer } from '../workloads/on-server';

/**
 * Disconnect a workload from a further environment. Its containers leave that network without a restart.
 * @throws AppError 404 for a workload, or an environment that it is not connected to or that the caller cannot see
 */
export async function disconnectEnvironment(
  scope: Scope,
  named: NamedWorkload,
  environmentUuid: string,
): Promise<void> {
  const { workload, server } = await findOnServer(scope, named);
  requirePublicId(environmentUuid, 'Environment');
  const environment = await scope.db.environment.findUnique({ where: { uuid: environmentUuid } });
  const { count } = await scope.db.connectedEnvironment.deleteMany({
    where: { workloadId: workload.id, environmentId: environment?.id ?? 0 },
  });
  if (count === 0) throw notFound('Connected environment');
  scope.notes.changed({ connectedEnvironment: environmentUuid }, { connectedEnvironment: null });
  await workloadChanged(scope, named);
  await enqueueKeepNetworks(scope, server.uuid);
}
