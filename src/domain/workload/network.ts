/** Where the subnets of a server's networks come from, unless another range is set. */
export const DEFAULT_NETWORK_POOL = '10.213.0.0/16';

/**
 * Name of the network of a server's first destination, kept from Coolify (deployment contract §18), so that existing
 * containers stay reachable. The proxy is at home on it.
 */
export const DEFAULT_NETWORK = 'coolify';

/** A Docker network that connects workloads, made where it is not there. */
export interface NetworkSpec {
  name: string;
  /** uuid of the environment whose workloads it connects; null: all workloads of its destination. */
  environment: string | null;
  /** uuid of the workload that it belongs to alone, with which it is removed; absent: it connects several. */
  workload?: string;
  /** uuid of the organization of that workload; absent in what an earlier version of Gantry began. */
  organization?: string;
  /** The user's own labels; Gantry's are never among them. */
  labels?: Readonly<Record<string, string>>;
  /** No way leads out of it. */
  isInternal?: boolean;
  /** Range in CIDR notation from which its subnet is taken. */
  pool: string;
}

/**
 * The network of a workload (deployment contract D18.1): one of its environment alone where the destination isolates
 * environments, else the one that the destination is named after.
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
