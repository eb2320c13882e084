import { AppError } from '../../domain/error';
import type { NetworkSpec } from '../../domain/workload/network';
import type { Host } from '../../transport/host';
import { ofResource, organizationLabel, ownedBy } from '../component/labels';
import type { StepLog } from '../step/step-log';
import { freeSubnets } from './free-subnets';
import { hostRoutes } from './host-routes';
import { settleNetwork } from './settle-network';

/** On the network of an environment: which one it connects. */
export const environmentLabel = 'gantry.environment';

/** Subnets to try while Docker refuses those that are found free. */
const MOST_ATTEMPTS = 64;

/**
 * Make a network, unless it is there, with the first subnet of its pool that neither Docker nor a route of the machine
 * uses. Docker lets two operations make networks of one name at the same moment, but never with the same subnet:
 * both choose the first free one of what they see, so that the second is refused, looks again, and finds the network.
 */
export async function ensureNetwork(
  host: Host,
  instanceId: string,
  network: NetworkSpec,
  log: Pick<StepLog, 'info' | 'problem'>,
): Promise<void> {
  if (await settleNetwork(host, network.name)) return;
  // Before the networks are listed: the bridge of one that is made in between would look like a foreign route.
  const routes = await routesOf(host, log);
  const refused: string[] = [];
  while (refused.length < MOST_ATTEMPTS) {
    const networks = await host.docker.listNetworks({});
    if (networks.some(({ name }) => name === network.name)) return;
    const taken = [...networks.flatMap(({ subnets }) => subnets), ...routes, ...refused];
    const [subnet] = freeSubnets(network.pool, taken);
    if (subnet === undefined) break;
    const labels = networkLabels(instanceId, network);
    const options = { labels, subnet, internal: network.isInternal ?? false };
    if ((await host.docker.createNetwork(network.name, options)) === 'overlaps') {
      refused.push(subnet);
      continue;
    }
    await settleNetwork(host, network.name);
    await log.info(`The network ${network.name} has the subnet ${subnet}.`);
    return;
  }
  throw new AppError(
    'conflict',
    `The network ${network.name} gets no subnet: everything in ${network.pool} is routed by the server or used by Docker. Set network_pool of the server to a range that is free.`,
  );
}

async function routesOf(host: Host, log: Pick<StepLog, 'problem'>): Promise<string[]> {
  const routes = await hostRoutes(host);
  if (routes === null)
    await log.problem('The routes of the server cannot be read, so only networks of Docker are avoided.');
  return routes ?? [];
}

export function networkLabels(
  instanceId: string,
  {
    environment,
    workload,
    organization,
    labels,
  }: Pick<NetworkSpec, 'environment' | 'workload' | 'organization' | 'labels'>,
): Record<string, string> {
  if (workload !== undefined)
    return {
      ...labels,
      ...ofResource(instanceId, workload),
      ...(organization !== undefined && { [organizationLabel]: organization }),
      'gantry.kind': 'network',
    };
  return environment === null
    ? { ...ownedBy(instanceId), 'gantry.kind': 'destination' }
    : { ...ownedBy(instanceId), 'gantry.kind': 'environment', [environmentLabel]: environment };
}
