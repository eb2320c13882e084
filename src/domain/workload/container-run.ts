import type { ContainerSettings } from './container-settings';
import type { NetworkSpec } from './network';

export interface PortMapping {
  /** Address of the server to listen on; null listens on all addresses. */
  ip: string | null;
  hostPort: number;
  containerPort: number;
  protocol: 'tcp' | 'udp';
}

/** Limits in wire format: strings with Docker's units, `"0"` means none. */
export interface LimitsSpec {
  memory: string;
  memorySwap: string;
  /** 0 to 100. */
  memorySwappiness: number;
  memoryReservation: string;
  cpus: string;
  cpuset: string | null;
  cpuShares: number;
}

export interface MountSpec {
  /** `folder`: one of the workload's own on the server. */
  kind: 'volume' | 'bind' | 'folder';
  /** Name of the volume or folder, or server path; an empty name: an anonymous volume. */
  source: string;
  target: string;
  readOnly?: boolean;
  /** For a volume or folder: uuid of the workload that owns it; absent: the one that mounts it. */
  owner?: string;
  /** For a volume: do not copy the image's content of the folder into it. */
  noCopy?: boolean;
  /** For a volume: the part to mount. */
  subpath?: string;
  /** For a bind: `rslave` and similar. */
  propagation?: string;
  /**
   * For a bind that a compose file has under the host access policy, which may be any server path. `made`: a missing
   * one is created as a folder. Absent: it must not be in the system or Docker.
   */
  granted?: 'there' | 'made';
}

/** Parsed options of `custom_docker_run_options` from the allow list (`hostile-inputs.md` row 22). */
export interface DockerRunOptions {
  capDrop?: readonly string[];
  ulimits?: readonly { name: string; soft: number; hard: number }[];
  /** In bytes. */
  shmSize?: number;
  sysctls?: Readonly<Record<string, string>>;
  dns?: readonly string[];
  hostname?: string;
  entrypoint?: readonly string[];
  init?: boolean;
  /** `all` or a number of devices. */
  gpus?: 'all' | number;
  ip?: string;
  ip6?: string;
  tmpfs?: Readonly<Record<string, string>>;
}

/** How a container runs on its server. */
export interface ContainerRunSpec {
  /** A fixed container name (consistent or custom); null derives one per operation, which allows rolling. */
  fixedName: string | null;
  /** Name of its first network: that of its environment, on which its health is checked. */
  network: string;
  /** How to create missing networks; absent in operations that an earlier version of Gantry began. */
  networks?: readonly NetworkSpec[];
  /** Further networks that it joins before it starts. */
  furtherNetworks?: readonly { name: string; aliases: readonly string[] }[];
  aliases: readonly string[];
  /** Aliases it does not get, because another workload of the network has them. */
  lostAliases?: readonly string[];
  /** The user's own labels, in order; never Gantry's. */
  labels: readonly (readonly [key: string, value: string])[];
  limits: LimitsSpec;
  portsMappings: readonly PortMapping[];
  /** If empty, a domain leads to the image's EXPOSE, or to 3000 as a guess. */
  portsExposes: readonly number[];
  mounts: readonly MountSpec[];
  runOptions: DockerRunOptions;
  settings?: ContainerSettings;
  /** Argv that replaces the image's command (start command of packs without their own), or null. */
  command: readonly string[] | null;
  /** Size of the log that Docker keeps while it runs. */
  logBytes: number;
  /** Seconds between SIGTERM and SIGKILL, and the longest drain. */
  stopGraceSeconds: number;
}
