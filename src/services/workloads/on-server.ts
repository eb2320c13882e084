import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import { type NamedWorkload, workloadNames, workloadResources } from '../../domain/workload/names';
import type { WorkloadPlace } from '../../engine/workload/containers';
import type { OrganizationScope } from '../context';
import { hostOf, type MachineScope } from '../servers/host';
import { whereNamed } from './find';

/** Find a workload with its server; null when it is gone, as a late job may find. */
export async function lookUpOnServer(scope: Pick<OrganizationScope, 'db'>, { kind, uuid }: NamedWorkload) {
  const found = await scope.db.workload.findUnique({
    where: whereNamed({ kind, uuid }),
    include: { application: true, destination: { include: { server: { include: { privateKey: true } } } } },
  });
  if (!found) return null;
  const { destination, ...workload } = found;
  return { workload, destination, server: destination.server };
}

export type WorkloadOnServer = NonNullable<Awaited<ReturnType<typeof lookUpOnServer>>>;

/** Get a workload with its server, or 404. */
export async function findOnServer(
  scope: Pick<OrganizationScope, 'db'>,
  named: NamedWorkload,
): Promise<WorkloadOnServer> {
  requirePublicId(named.uuid, workloadNames[named.kind]);
  const found = await lookUpOnServer(scope, named);
  if (!found) throw notFound(workloadNames[named.kind]);
  return found;
}

/** The place of a workload in the engine's form. @throws AppError when the server was never validated or is blocked */
export function placeOf(
  scope: MachineScope & Pick<OrganizationScope, 'installation'>,
  { workload, server }: Pick<WorkloadOnServer, 'server'> & { workload: NamedWorkload },
): WorkloadPlace {
  return {
    host: hostOf(scope, server, { targetType: workloadResources[workload.kind], targetUuid: workload.uuid }),
    workload: { instanceId: scope.installation.uuid, uuid: workload.uuid },
  };
}
