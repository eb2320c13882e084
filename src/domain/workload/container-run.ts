import type { ContainerSettings } from './container-settings';
import type { NetworkSpec } from './network';

export interface PortMapping {
  /** Address of the server to listen on; null listens on all. */
  ip: string | null;
  hostPort: number;
  containerPort: number;
  protocol: 'tcp' | 'udp';
}

/** Limits as the wire spells them: strings with Docker's units, `"0"` means none. */
export interface LimitsSpec {
  memory: string;
  memorySwap: string;
  /** 0–100. */
  memorySwappiness: number;
  memoryReservation: string;
  cpus: string;
  cpuset: string | null;
  cpuShares: number;
}

export interface MountSpec {
  /** `folder`: one of the workload's own on the server. */
  kind: 'volume' | 'bind' | 'folder';
  /** Name of the volume or folder, or path of the server; an empty name: a volume of this container alone. */
  source: string;
  target: string;
  readOnly?: boolean;
  /** Of a volume or folder: uuid of the workload that it belongs to; absent: the one that has it mounted. */
  owner?: string;
  /** Of a volume: what the image has in the folder is not copied into it. */
  noCopy?: boolean;
  /** Of a volume: the part of it that is mounted. */
  subpath?: string;
  /** Of a bind: `rslave` and its like. */
  propagation?: string;
  /**
   * Of a bind that a compose file has under the host access policy, which may be any path of the server. `made`: it becomes
   * a folder where it is missing. Absent: never one of the system or of Docker.
   */
  granted?: 'there' | 'made';
}

/** The allow-listed options of `custom_docker_run_options`, parsed (`hostile-inputs.md` row 22). */
export interface DockerRunOptions {
  capDrop?: readonly string[];
  ulimits?: readonly { name: string; soft: number; hard: number }[];
  /** Bytes. */
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
  /** Name of the first of its networks: that of its environment, on which its health is asked. */
  network: string;
  /** How its networks are made where they are not there; absent in what an earlier version of Gantry began. */
  networks?: readonly NetworkSpec[];
  /** It joins these as well, before it starts. */
  furtherNetworks?: readonly { name: string; aliases: readonly string[] }[];
  aliases: readonly string[];
  /** Aliases that it does without, because another workload of the network has them. */
  lostAliases?: readonly string[];
  /** The user's own labels, in their order; Gantry's are never among them. */
  labels: readonly (readonly [key: string, value: string])[];
  limits: LimitsSpec;
  portsMappings: readonly PortMapping[];
  /** May be empty: then a domain leads to the image's EXPOSE, or to 3000 as a guess. */
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
