import { dockerLabel } from '../../domain/docker-label';
import { AppError } from '../../domain/error';
import type { NetworkSpec } from '../../domain/workload/network';
import type { Clock } from '../../lib/clock';
import type { Host } from '../../transport/host';
import { ofResource, ownedBy } from '../component/labels';
import type { StepLog } from '../step/step-log';
import { freeSubnets } from './free-subnets';
import { type HostRoutes, hostRoutes } from './host-routes';
import { settleNetwork } from './settle-network';

/** Most subnets to try when Docker refuses those that look free. */
const MOST_ATTEMPTS = 64;
/**
 * Most polls for a network that another operation is creating: Docker takes its subnet first, and lists it when it is
 * ready.
 */
const MOST_LOOKS = 30;
const LOOK_AGAIN_MS = 100;

export interface NetworkWork {
  clock: Pick<Clock, 'sleep'>;
  log: Pick<StepLog, 'info' | 'problem'>;
}

/**
 * Create a network if it does not exist, with the first subnet of its pool that neither Docker nor a route of the
 * machine uses. Docker lets two operations create networks of one name at the same time, but never with the same
 * subnet: both choose the first one they see as free, so the second is refused, and waits until it finds the network.
 */
export async function ensureNetwork(
  host: Host,
  instanceId: string,
  network: NetworkSpec,
  { clock, log }: NetworkWork,
): Promise<void> {
  if (await settleNetwork(host, network.name)) return;
  const routes = await routesOf(host, log);
  const refused: string[] = [];
  let looks = 0;
  while (refused.length < MOST_ATTEMPTS) {
    const networks = await host.docker.listNetworks({});
    if (networks.some(({ name }) => name === network.name)) return;
    const taken = [...networks.flatMap(({ subnets }) => subnets), ...routes.others];
    // A bridge that never becomes a network was left by a daemon that is gone.
    const left = looks < MOST_LOOKS ? [] : routes.bridges;
    const [subnet] = freeSubnets(network.pool, [...taken, ...left, ...refused]);
    if (subnet === undefined) break;
    // The subnet is taken, according to Docker or a bridge, but not listed yet: it may be this very network.
    const last = refused.at(-1);
    const isAwaited = (last !== undefined && isFree(last, taken)) || !isFree(subnet, routes.bridges);
    if (isAwaited && looks < MOST_LOOKS) {
      looks += 1;
      await clock.sleep(LOOK_AGAIN_MS);
      continue;
    }
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
    `There is no free subnet for the network ${network.name}: all of ${network.pool} is routed by the server or used by Docker. Set the server’s network_pool to a free range.`,
  );
}

function isFree(subnet: string, taken: readonly string[]): boolean {
  const [first] = freeSubnets(subnet, taken);
  return first === subnet;
}

async function routesOf(host: Host, log: Pick<StepLog, 'problem'>): Promise<HostRoutes> {
  const routes = await hostRoutes(host);
  if (routes === null)
    await log.problem('The server’s routes cannot be read, so only Docker networks are avoided.');
  return routes ?? { bridges: [], others: [] };
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
      ...(organization !== undefined && { [dockerLabel.organization]: organization }),
      [dockerLabel.kind]: 'network',
    };
  return environment === null
    ? { ...ownedBy(instanceId), [dockerLabel.kind]: 'destination' }
    : { ...ownedBy(instanceId), [dockerLabel.kind]: 'environment', [dockerLabel.environment]: environment };
}
