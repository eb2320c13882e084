import type { ComposeProject } from '../../domain/compose/project';
import type { ComposeService } from '../../domain/compose/service';
import { Secret } from '../../domain/secret';
import type { ComponentSpec, FileSpec, ReplaceMode } from '../../domain/workload/component-spec';
import type { MountSpec } from '../../domain/workload/container-run';
import type { InjectedVariable } from '../../domain/workload/environment';
import type { RoutingSpec } from '../../domain/workload/routing';
import { filesOf, mountsOf } from './mounts';
import { componentHost, networkName } from './names';
import { healthOf, limitsOf, runOptionsOf, settingsOf } from './settings';

/** A name of a service that another workload has in a network named by the file. */
export interface LostName {
  service: string;
  /** In lower case, as in lookups. */
  alias: string;
  /** Key of the network in the file. */
  key: string;
}

/** What a stack and its server determine for each of its components. */
export interface StackPlace {
  uuid: string;
  /** Mounts and files of the component in addition to those in the file. */
  storages: { mounts: readonly MountSpec[]; files: readonly FileSpec[] };
  project: ComposeProject;
  /** A network of the server that the components also join; null: none. */
  sharedNetwork: string | null;
  /** Names that other workloads have in networks named by the file; absent: none. */
  lostNames?: readonly LostName[];
  logBytes: number;
  /** For components that set none themselves. */
  stopGraceSeconds: number;
}

const nanoseconds = 1e9;
/** A day: what waits for a container to stop needs a limit. */
const MOST_SECONDS = 24 * 3600;
/** Restart policy of a component that exits on its own, if the file sets none. */
const endingRestart = { policy: 'no', maximumRetries: null } as const;
const injected: readonly InjectedVariable[] = ['COOLIFY_URL', 'COOLIFY_FQDN', 'COOLIFY_RESOURCE_UUID'];

/** Specify the container of a service of a compose file. @param image replaces the one in the file */
export function stackComponent(
  service: ComposeService,
  routing: RoutingSpec | null,
  image: string,
  place: StackPlace,
): ComponentSpec & { image: string } {
  const { uuid, project, storages, logBytes } = place;
  const { name } = service;
  const replace = replaceMode(service, routing);
  const ends = endsOf(service, project);
  const mounts = [...mountsOf(service, project, uuid), ...storages.mounts];
  const host = componentHost(uuid, name);
  return {
    name,
    key: `${uuid}-${name}`,
    image,
    environment: {
      runtime: [['COOLIFY_CONTAINER_NAME', new Secret(host)], ...service.environment],
      injected,
      branch: null,
    },
    container: {
      fixedName: replace === 'rolling' && mounts.every(({ readOnly }) => readOnly) ? null : host,
      ...networksOf(service, place),
      labels: Object.entries(service.labels),
      limits: limitsOf(service),
      portsMappings: service.ports.map(({ ip, hostPort, containerPort, protocol }) => ({
        ip,
        hostPort: hostPort ?? 0,
        containerPort,
        protocol,
      })),
      portsExposes: [],
      mounts,
      runOptions: runOptionsOf(service),
      settings: { ...(ends && { restart: endingRestart }), ...settingsOf(service) },
      command: service.command,
      logBytes,
      stopGraceSeconds: stopGraceSeconds(service) ?? place.stopGraceSeconds,
    },
    files: [...filesOf(service, project), ...storages.files],
    health: healthOf(service),
    routing,
    publicPort: null,
    replace,
    ...(ends && { ends }),
  };
}

/** Let a component join further networks under one name. One that shares the network of another joins none. */
export function withNetworks<C extends ComponentSpec>(
  component: C,
  networks: readonly { name: string }[],
  alias: string,
): C {
  const { container } = component;
  if (networks.length === 0 || container.settings?.networkMode !== undefined) return component;
  const present = [container.network, ...(container.furtherNetworks ?? []).map(({ name }) => name)];
  const added = networks
    .filter(({ name }) => !present.includes(name))
    .map(({ name }) => ({ name, aliases: [alias] }));
  const furtherNetworks = [...(container.furtherNetworks ?? []), ...added];
  return { ...component, container: { ...container, furtherNetworks } };
}

/** Get how long a service may take to stop, as its file says; null: it does not. */
export function stopGraceSeconds({
  stopGracePeriod,
}: Pick<ComposeService, 'stopGracePeriod'>): number | null {
  return stopGracePeriod === null ? null : Math.min(Math.ceil(stopGracePeriod / nanoseconds), MOST_SECONDS);
}

/** Choose how to replace a container: two versions of a service without a proxy would do the same work twice. */
function replaceMode({ ports, networkMode }: ComposeService, routing: RoutingSpec | null): ReplaceMode {
  const isRouted = routing !== null && routing.domains.length > 0;
  return isRouted && ports.length === 0 && networkMode === null ? 'rolling' : 'stop-start';
}

/**
 * Decide whether a service may exit. One without a restart policy is kept running, unless others wait for its exit.
 */
function endsOf(
  { name, restart, excludeFromHealth }: ComposeService,
  { services }: ComposeProject,
): ComponentSpec['ends'] {
  const isAwaited = services.some(({ dependsOn }) =>
    dependsOn.some(
      ({ service, condition }) => service === name && condition === 'service_completed_successfully',
    ),
  );
  if (isAwaited) return 'must';
  if (restart === null) return excludeFromHealth ? 'may' : undefined;
  return restart.policy === 'no' || restart.policy === 'on-failure' ? 'may' : undefined;
}

function networksOf(
  { name, networks, networkMode, containerName }: ComposeService,
  { uuid, project, sharedNetwork, lostNames = [] }: StackPlace,
): Pick<ComponentSpec['container'], 'network' | 'furtherNetworks' | 'aliases'> {
  const host = componentHost(uuid, name);
  const own = [name, host, ...(containerName === null ? [] : [containerName])];
  const isLost = (key: string, alias: string) =>
    lostNames.some((lost) => lost.service === name && lost.key === key && lost.alias === alias.toLowerCase());
  const uses = networks.map(({ network, aliases }) => ({
    name: nameOf(project, uuid, network),
    aliases: [...new Set([...own, ...aliases])].filter((alias) => !isLost(network, alias)),
  }));
  const [first, ...further] = uses;
  if (networkMode !== null || first === undefined) return { network: uuid, aliases: own };
  const shared = sharedNetwork === null ? [] : [{ name: sharedNetwork, aliases: [host] }];
  return { network: first.name, aliases: first.aliases, furtherNetworks: [...further, ...shared] };
}

function nameOf({ networks }: ComposeProject, uuid: string, key: string): string {
  const network = networks.find((each) => each.key === key);
  return network?.external ? (network.name ?? key) : networkName(uuid, key);
}
