/** Default range for the subnets of a server's networks. */
export const DEFAULT_NETWORK_POOL = '10.213.0.0/16';

/**
 * Network of a server's first destination, with Coolify's name (deployment contract §18), so that existing containers
 * stay reachable. The proxy's own network.
 */
export const DEFAULT_NETWORK = 'coolify';

/** The network of an application's previews: one of their own each, or that of the environment. */
export const previewNetworks = ['own', 'environment'] as const;
export type PreviewNetwork = (typeof previewNetworks)[number];

/** A Docker network that connects workloads, created when missing. */
export interface NetworkSpec {
  name: string;
  /** uuid of the environment whose workloads it connects; null: all workloads of its destination. */
  environment: string | null;
  /** uuid of the only workload it belongs to and is removed with; absent: it connects several. */
  workload?: string;
  /** uuid of that workload's organization; absent in operations that an earlier version of Gantry began. */
  organization?: string;
  /** The user's own labels; never Gantry's. */
  labels?: Readonly<Record<string, string>>;
  /** Without a route to the outside. */
  isInternal?: boolean;
  /** Range for its subnet, in CIDR notation. */
  pool: string;
}

/**
 * Get the network of a workload (deployment contract D18.1): that of its environment if the destination isolates
 * environments, else the one that the destination names.
 */
export function networkOf(
  destination: { network: string; isIsolated: boolean },
  environment: { uuid: string },
  server: { networkPool: string },
): NetworkSpec {
  const { network, isIsolated } = destination;
  return {
    name: isIsolated ? `${network}-${environment.uuid}` : network,
    environment: isIsolated ? environment.uuid : null,
    pool: server.networkPool,
  };
}

/**
 * Get the networks of the further environments that a workload is connected to; none where all environments of its
 * destination share one.
 */
export function connectedNetworksOf(
  destination: { network: string; isIsolated: boolean },
  environments: readonly { uuid: string }[],
  server: { networkPool: string },
): NetworkSpec[] {
  if (!destination.isIsolated) return [];
  return environments.map((environment) => networkOf(destination, environment, server));
}

/** Whether a preview is on a network of its own; code from a fork always is (deployment contract D8.3). */
export function hasOwnNetwork(previewNetwork: string, isFork: boolean): boolean {
  return isFork || previewNetwork !== ('environment' satisfies PreviewNetwork);
}

/** Get the network that only one preview of an application is on. @param uuid of the preview */
export function ownNetworkOf(
  { uuid, organization }: { uuid: string; organization: string },
  destination: { network: string },
  server: { networkPool: string },
): NetworkSpec {
  return {
    name: `${destination.network}-${uuid}`,
    environment: null,
    workload: uuid,
    organization,
    pool: server.networkPool,
  };
}
