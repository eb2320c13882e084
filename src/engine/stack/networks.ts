import type { ComposeProject } from '../../domain/compose/project';
import type { NetworkSpec } from '../../domain/workload/network';
import { networkName } from './names';

/** The networks that the file of a stack names. @param pool of the server */
export function stackNetworks(uuid: string, { networks }: ComposeProject, pool: string): NetworkSpec[] {
  return networks.map(({ key, name, external, internal }): NetworkSpec => {
    if (external) return { name: name ?? key, environment: null, pool };
    const isInternal = internal && { isInternal: true };
    return { name: networkName(uuid, key), environment: null, workload: uuid, pool, ...isInternal };
  });
}
