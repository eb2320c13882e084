import type { WorkloadKind } from '../../db/generated/client';
import { conditionOf } from '../../domain/container-condition';
import { networkOf } from '../../domain/workload/network';
import type { Scope } from '../context';
import { findDestination } from './find';

export interface PlannedNetwork {
  name: string;
  /** The environment whose workloads it connects. */
  environment: { uuid: string; name: string; project: string };
  workloads: { uuid: string; name: string; kind: WorkloadKind; isRunning: boolean }[];
}

/** The changes that switching the isolation of a destination would make. */
export interface IsolationPlan {
  isIsolated: boolean;
  sharedNetwork: string;
  /** One for each environment that has workloads there. */
  networks: PlannedNetwork[];
}

/** List the networks that the environments of a destination would get, and what is on each. Nothing changes. */
export async function planIsolation(scope: Scope, uuid: string): Promise<IsolationPlan> {
  const destination = await findDestination(scope, uuid);
  const workloads = await scope.db.workload.findMany({
    where: { destinationId: destination.id, deletingAt: null },
    orderBy: { id: 'asc' },
    select: {
      uuid: true,
      follows: { select: { uuid: true } },
      name: true,
      kind: true,
      status: true,
      environment: { select: { uuid: true, name: true, project: { select: { name: true } } } },
    },
  });
  const networks = new Map<string, PlannedNetwork>();
  for (const { environment, status, follows, ...workload } of workloads) {
    const { name } = networkOf({ ...destination, isIsolated: true }, environment, destination.server);
    const { uuid, project } = environment;
    const place = { uuid, name: environment.name, project: project.name };
    const network = networks.get(name) ?? { name, environment: place, workloads: [] };
    network.workloads.push({ ...workload, ...follows, isRunning: conditionOf(status) !== 'exited' });
    networks.set(name, network);
  }
  return {
    isIsolated: destination.isIsolated,
    sharedNetwork: destination.network,
    networks: [...networks.values()],
  };
}
