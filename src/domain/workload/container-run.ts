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
  kind: 'volume' | 'bind';
  /** Volume name or path on the server. */
  source: string;
  target: string;
  readOnly?: boolean;
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
  network: string;
  aliases: readonly string[];
  /** The user's own labels, in their order; Gantry's are never among them. */
  labels: readonly (readonly [key: string, value: string])[];
  limits: LimitsSpec;
  portsMappings: readonly PortMapping[];
  /** May be empty: then a domain leads to the image's EXPOSE, or to 3000 as a guess. */
  portsExposes: readonly number[];
  mounts: readonly MountSpec[];
  runOptions: DockerRunOptions;
  /** Argv that replaces the image's command (start command of packs without their own), or null. */
  command: readonly string[] | null;
  /** Of the log that Docker keeps while it runs. */
  logBytes: number;
  /** Seconds between SIGTERM and SIGKILL, and the longest drain. */
  stopGraceSeconds: number;
}
