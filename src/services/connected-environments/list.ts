import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import { type NamedWorkload, workloadNames } from '../../domain/workload/names';
import { connectedNetworksOf } from '../../domain/workload/network';
import type { Scope } from '../context';
import { whereNamed } from '../workloads/find';

export interface ConnectedEnvironment {
  uuid: string;
  name: string;
  project: { uuid: string; name: string };
  /** Network that the workload joins; null: all environments of its destination share one. */
  network: string | null;
}

/** List the environments that a workload is connected to, as far as the caller sees them. @throws AppError 404 */
export async function listConnectedEnvironments(
  scope: Scope,
  { kind, uuid }: NamedWorkload,
): Promise<ConnectedEnvironment[]> {
  requirePublicId(uuid, workloadNames[kind]);
  const workload = await scope.db.workload.findUnique({
    where: whereNamed({ kind, uuid }),
    select: { id: true, destination: { include: { server: { select: { networkPool: true } } } } },
  });
  if (!workload) throw notFound(workloadNames[kind]);
  const { destination } = workload;
  const environments = await scope.db.environment.findMany({
    where: { connected: { some: { workloadId: workload.id } } },
    orderBy: { id: 'asc' },
    select: { uuid: true, name: true, project: { select: { uuid: true, name: true } } },
  });
  return environments.map((environment) => {
    const [network] = connectedNetworksOf(destination, [environment], destination.server);
    return { ...environment, network: network?.name ?? null };
  });
}
