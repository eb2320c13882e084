import { AppError } from '../../domain/error';
import type { NetworkSpec } from '../../domain/workload/network';
import type { Host } from '../../transport/host';
import { ofResource, ownedBy } from '../component/labels';
import type { StepLog } from '../step/step-log';
import { freeSubnets } from './free-subnets';
import { hostRoutes } from './host-routes';

/** On the network of an environment: which one it connects. */
export const environmentLabel = 'gantry.environment';

/** What to try in a row while others take the subnets that are found free. */
const MOST_ATTEMPTS = 64;

/**
 * Make a network, unless it is there, with the first subnet of its pool that neither Docker nor a route of the machine
 * uses. Docker refuses one that another operation took meanwhile, and the next is tried.
 */
export async function ensureNetwork(
  host: Host,
  instanceId: string,
  network: NetworkSpec,
  log: Pick<StepLog, 'info' | 'problem'>,
): Promise<void> {
  const { docker } = host;
  if ((await docker.inspectNetwork(network.name)) !== null) return;
  const labels = networkLabels(instanceId, network);
  const internal = network.isInternal ?? false;
  let attempts = 0;
  for (const subnet of freeSubnets(network.pool, await takenSubnets(host, log))) {
    if (++attempts > MOST_ATTEMPTS) break;
    if ((await docker.createNetwork(network.name, { labels, subnet, internal })) === 'overlaps') continue;
    await log.info(`The network ${network.name} has the subnet ${subnet}.`);
    return;
  }
  throw new AppError(
    'conflict',
    `The network ${network.name} gets no subnet: everything in ${network.pool} is routed by the server or used by Docker. Set network_pool of the server to a range that is free.`,
  );
}

async function takenSubnets(host: Host, log: Pick<StepLog, 'problem'>): Promise<string[]> {
  const networks = await host.docker.listNetworks({});
  const routes = await hostRoutes(host);
  if (routes === null)
    await log.problem('The routes of the server cannot be read, so only networks of Docker are avoided.');
  return [...networks.flatMap(({ subnets }) => subnets), ...(routes ?? [])];
}

export function networkLabels(
  instanceId: string,
  { environment, workload }: Pick<NetworkSpec, 'environment' | 'workload'>,
): Record<string, string> {
  if (workload !== undefined) return { ...ofResource(instanceId, workload), 'gantry.kind': 'network' };
  return environment === null
    ? { ...ownedBy(instanceId), 'gantry.kind': 'destination' }
    : { ...ownedBy(instanceId), 'gantry.kind': 'environment', [environmentLabel]: environment };
}
