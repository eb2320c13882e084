import type { ComposeProject } from '../../domain/compose/project';
import type { NetworkSpec } from '../../domain/workload/network';
import type { WorkloadRef } from '../../domain/workload/workload-ref';
import { networkName } from './names';

type Owner = Pick<WorkloadRef, 'uuid' | 'organizationUuid'>;

/** List the networks in the file of a stack. @param pool of the server */
export function stackNetworks(
  { uuid, organizationUuid: organization }: Owner,
  { networks }: ComposeProject,
  pool: string,
): NetworkSpec[] {
  return networks.map(({ key, name, external, internal, labels }): NetworkSpec => {
    if (external) return { name: name ?? key, environment: null, pool };
    return {
      name: networkName(uuid, key),
      environment: null,
      workload: uuid,
      organization,
      pool,
      ...(internal && { isInternal: true }),
      ...(Object.keys(labels).length > 0 && { labels }),
    };
  });
}
