import { dockerLabel } from '../../domain/docker-label';
import { errorMessage } from '../../domain/error';
import { DEFAULT_NETWORK } from '../../domain/workload/network';
import { workloadOf } from '../../domain/workload/preview-name';
import { ensureNetwork } from '../../engine/network/ensure-network';
import { findNetworks } from '../../engine/network/find-networks';
import { moveContainers } from '../../engine/network/move-containers';
import { removeEmptyNetwork } from '../../engine/network/remove-network';
import { findProxy } from '../../engine/proxy/model/find-proxy';
import type { Host } from '../../engine/server/host';
import { ownContainers } from '../../engine/workload/containers';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from '../servers/find';
import { hostOf } from '../servers/host';
import { hasProxy } from '../servers/inspect-machine';
import { machineLog } from '../servers/machine-log';
import { homeNetwork, startProxy } from '../servers/start-proxy';
import { desiredNetworks, moveOf } from './desired-networks';

const working = ['queued', 'in_progress'] as const;

/**
 * Keep networks in their desired state (deployment contract D18.1): move running containers from another Gantry network
 * to that of their workload, connect and disconnect those of further environments, and remove networks of environments
 * without workloads.
 */
export async function keepNetworks(scope: OrganizationScope, server: ServerWithKey): Promise<void> {
  const host = hostOf(scope, server);
  const moved = await moveMisplaced(scope, server, host);
  const removed = await removeUnused(scope, server, host);
  if (moved.length > 0 || removed.length > 0)
    scope.log.info({ server: server.uuid, moved, removed }, 'networks repaired');
}

/** Keep the networks in order during a sweep, which continues when that fails. */
export async function tryToKeepNetworks(scope: OrganizationScope, server: ServerWithKey): Promise<void> {
  try {
    await keepNetworks(scope, server);
  } catch (error) {
    scope.log.warn({ server: server.uuid, error: errorMessage(error) }, 'networks could not be repaired');
  }
}

/** @returns names of the containers */
async function moveMisplaced(scope: OrganizationScope, server: ServerWithKey, host: Host): Promise<string[]> {
  const { uuid: instanceId } = scope.installation;
  const [containers, networks] = await Promise.all([
    ownContainers(host, instanceId),
    findNetworks(host, instanceId),
  ]);
  const desired = await desiredNetworks(scope, server);
  const names = (of: typeof networks) => of.map(({ name }) => name);
  const present = {
    all: new Set([homeNetwork(server).name, ...names(networks)]),
    ofEnvironments: new Set(names(networks.filter(({ labels }) => isOfEnvironment(labels)))),
  };
  const misplaced = containers.flatMap((container) => {
    const wanted = desired.get(container.labels[dockerLabel.resource] ?? '');
    const move = wanted && moveOf(container, wanted, present);
    return wanted && move ? [{ container, move, wanted }] : [];
  });
  if (misplaced.length === 0) return [];
  const { clock } = scope;
  const log = machineLog(scope, server, 'networks');
  for (const { move, wanted } of misplaced) {
    const joined = [move.to, ...move.further.map(({ name }) => name)];
    for (const network of [wanted.home, ...wanted.further])
      if (network && joined.includes(network.name))
        await ensureNetwork(host, instanceId, network, { clock, log });
  }
  await moveContainers(
    host,
    misplaced.map(({ move }) => move),
    async () => {
      if (hasProxy(server)) await startProxy(scope, server, host);
    },
  );
  return misplaced.flatMap(({ container }) => container.names.slice(0, 1));
}

function isOfEnvironment(labels: Readonly<Record<string, string>>): boolean {
  return labels[dockerLabel.environment] !== undefined;
}

/**
 * Remove networks of deleted destinations, and of environments that are deleted or have no workload on the server;
 * another organization on the same machine removes its own. @returns their names
 */
async function removeUnused(
  { database, installation, organizationId }: OrganizationScope,
  server: ServerWithKey,
  host: Host,
): Promise<string[]> {
  const networks = await findNetworks(host, installation.uuid);
  const ofEnvironments = networks.filter(({ labels }) => isOfEnvironment(labels));
  const environments = ofEnvironments.map(({ labels }) => labels[dockerLabel.environment] ?? '');
  const kept = await database.unscoped.environment.findMany({
    where: {
      uuid: { in: environments },
      OR: [
        { organizationId: { not: organizationId } },
        { workloads: { some: { destination: { serverId: server.id } } } },
        { connected: { some: { workload: { destination: { serverId: server.id } } } } },
      ],
    },
    select: { uuid: true },
  });
  const destinations = await database.unscoped.destination.findMany({
    where: { network: { in: networks.map(({ name }) => name) } },
    select: { network: true },
  });
  // An operation creates the networks of its workload or preview before the containers that join them.
  const busy = await database.unscoped.workload.findMany({
    where: {
      uuid: { in: networks.map(({ labels }) => ownerOf(labels)) },
      operations: { some: { status: { in: [...working] } } },
    },
    select: { uuid: true },
  });
  const isKept = new Set([...kept.map(({ uuid }) => uuid), ...destinations.map(({ network }) => network)]);
  const isBusy = new Set(busy.map(({ uuid }) => uuid));
  const unused = networks.filter(
    ({ name, labels }) =>
      name !== DEFAULT_NETWORK &&
      !isKept.has(labels[dockerLabel.environment] ?? name) &&
      !isBusy.has(ownerOf(labels)),
  );
  if (unused.length === 0) return [];
  const proxy = await findProxy({ host, instanceId: installation.uuid });
  const removed: string[] = [];
  for (const { name } of unused) if (await removeEmptyNetwork(host, proxy, name)) removed.push(name);
  return removed;
}

/** The uuid of the only workload that a network belongs to; empty: none. */
function ownerOf(labels: Readonly<Record<string, string>>): string {
  return workloadOf(labels[dockerLabel.resource] ?? '');
}
