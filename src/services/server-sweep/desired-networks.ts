import { dockerLabel } from '../../domain/docker-label';
import { connectedNetworksOf, type NetworkSpec, networkOf } from '../../domain/workload/network';
import type { Move } from '../../engine/network/move-containers';
import { componentHost } from '../../engine/stack/names';
import type { OrganizationScope } from '../context';
import { networksOfPreviews } from '../previews/on-machine';
import type { ServerWithKey } from '../servers/find';

/** The operations of a workload move its containers themselves. */
const working = ['queued', 'in_progress'] as const;
/** Docker's own, which a container with a network mode has instead of others. */
const modes: ReadonlySet<string> = new Set(['host', 'none', 'bridge']);

/** The networks that the containers of a workload or preview should be in. */
export interface DesiredNetworks {
  /** null: only those that its compose file names. */
  home: NetworkSpec | null;
  /** Those of further environments. */
  further: readonly NetworkSpec[];
  /** Whether it has a compose file: then only networks of environments are joined and left. */
  isOfFile: boolean;
}

/** List the desired networks of a server by the uuid of the workload or preview, without those with an operation. */
export async function desiredNetworks(
  scope: OrganizationScope,
  server: ServerWithKey,
): Promise<Map<string, DesiredNetworks>> {
  const workloads = await scope.db.workload.findMany({
    where: {
      destination: { serverId: server.id },
      deletingAt: null,
      operations: { none: { status: { in: [...working] } } },
    },
    select: {
      uuid: true,
      environment: { select: { uuid: true } },
      destination: { select: { network: true, isIsolated: true } },
      stack: { select: { connectToDockerNetwork: true } },
      connected: { select: { environment: { select: { uuid: true } } } },
    },
  });
  const previews = await networksOfPreviews(scope, server);
  return new Map([
    ...workloads.map(({ uuid, environment, destination, stack, connected }): [string, DesiredNetworks] => {
      const home = networkOf(destination, environment, server);
      const environments = connected.map((each) => each.environment);
      const further = connectedNetworksOf(destination, environments, server);
      const isJoined = stack?.connectToDockerNetwork ?? true;
      return [uuid, { home: isJoined ? home : null, further, isOfFile: stack !== null }];
    }),
    ...previews.map(([uuid, home]): [string, DesiredNetworks] => {
      return [uuid, { home, further: [], isOfFile: false }];
    }),
  ]);
}

/** Networks of the installation on a machine, by name. */
export interface PresentNetworks {
  all: ReadonlySet<string>;
  /** Those of environments. */
  ofEnvironments: ReadonlySet<string>;
}

interface Present {
  id: string;
  labels: Readonly<Record<string, string>>;
  networks: readonly string[];
}

/** How a container gets into its networks; null: it is in them. */
export function moveOf(
  { id, labels, networks }: Present,
  { home, further, isOfFile }: DesiredNetworks,
  present: PresentNetworks,
): Move | null {
  const wanted = new Set([home, ...further].map((network) => network?.name));
  const left = isOfFile ? present.ofEnvironments : present.all;
  const from = networks.filter((name) => left.has(name) && !wanted.has(name));
  const host = networks.every((name) => modes.has(name)) ? null : hostOf(labels, isOfFile);
  const joined = further.filter(
    ({ name }) => host !== null && name !== home?.name && !networks.includes(name),
  );
  if (from.length === 0 && joined.length === 0) return null;
  return {
    id,
    from,
    to: home?.name ?? null,
    further: joined.map(({ name }) => ({ name, aliases: host === null ? [] : [host] })),
  };
}

/** The name of a container in the networks of further environments; null for one that forwards a port or runs a job. */
function hostOf(labels: Present['labels'], isOfFile: boolean): string | null {
  const uuid = labels[dockerLabel.resource];
  const component = labels[dockerLabel.component];
  if (uuid === undefined || labels[dockerLabel.slot] === undefined) return null;
  if (!isOfFile) return component === undefined ? uuid : null;
  return component === undefined || component.includes(':') ? null : componentHost(uuid, component);
}
