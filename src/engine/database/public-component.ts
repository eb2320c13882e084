import type { ComponentRef, ComponentSpec } from '../../domain/workload/component-spec';
import type { ContainerRunSpec } from '../../domain/workload/container-run';
import type { NetworkSpec } from '../../domain/workload/network';

/** Public access to a database. */
export interface PublicAccess {
  /** Component that forwards the port. */
  component: ComponentRef;
  /** Name of the database in the network. */
  host: string;
  network: NetworkSpec;
  containerPort: number;
  hostPort: number;
  /** Seconds after which a connection without traffic is closed. */
  idleSeconds: number;
  image: string;
}

const unlimited: ContainerRunSpec['limits'] = {
  memory: '0',
  memorySwap: '0',
  memorySwappiness: 60,
  memoryReservation: '0',
  cpus: '0',
  cpuset: null,
  cpuShares: 1024,
};
const maxConnections = 1000;

/**
 * Specify the container that forwards a port of the server to a database. It is separate, so that a database becomes
 * public or private without a restart. It resolves the database's name for each connection, because the address
 * changes.
 */
export function publicComponent(access: PublicAccess): ComponentSpec & { image: string } {
  const { host, containerPort, hostPort } = access;
  const { name, key } = access.component;
  return {
    name,
    key,
    image: access.image,
    environment: { runtime: [], injected: [], branch: null },
    container: {
      fixedName: key,
      network: access.network.name,
      networks: [access.network],
      aliases: [],
      labels: [],
      limits: unlimited,
      portsMappings: [{ ip: null, hostPort, containerPort, protocol: 'tcp' }],
      portsExposes: [containerPort],
      mounts: [],
      runOptions: {},
      command: [
        `-T${access.idleSeconds}`,
        `TCP-LISTEN:${containerPort},fork,reuseaddr,keepalive,max-children=${maxConnections}`,
        `TCP:${host}:${containerPort},keepalive,connect-timeout=10`,
      ],
      logBytes: 1_000_000,
      stopGraceSeconds: 1,
    },
    files: [],
    health: {
      kind: 'exec',
      argv: ['socat', '-u', '/dev/null', `TCP:127.0.0.1:${containerPort},connect-timeout=5`],
      env: {},
      interval: 1,
      timeout: 10,
      retries: 5,
      startPeriod: 10,
      thereafter: null,
    },
    routing: null,
    publicPort: null,
    replace: 'stop-start',
  };
}
