import type { Secret } from '../secret';
import type { HostAccess } from './host-access';

export interface ComposeBuild {
  /** Below the root of the checkout; `.` for the root itself. */
  context: string;
  /** Relative to the context. */
  dockerfile: string | null;
  dockerfileInline: string | null;
  args: readonly (readonly [key: string, value: Secret])[];
  target: string | null;
}

/** A file of variables: below the checkout or the resource's folder. `environment` overrides its variables. */
export interface ComposeEnvFile {
  path: string;
  required: boolean;
  /** `raw`: values are literal. */
  format: 'dotenv' | 'raw';
}

export interface ComposePort {
  /** Address of the server; null listens on all addresses. */
  ip: string | null;
  /** null: a free port of the server. */
  hostPort: number | null;
  containerPort: number;
  protocol: 'tcp' | 'udp';
}

export interface ComposeExposedPort {
  port: number;
  protocol: 'tcp' | 'udp';
}

export interface VolumeMount {
  kind: 'volume';
  /** Volume of the file, by key; null: an anonymous one. */
  source: string | null;
  target: string;
  readOnly: boolean;
  noCopy: boolean;
  subpath: string | null;
}

export interface BindMount {
  kind: 'bind';
  /** `folder`: below the resource's own folder; `host`: anywhere else, under the host access policy. */
  place: 'folder' | 'host';
  /**
   * `folder`: relative, normalised, `.` for the folder itself. `host`: absolute, or unchanged if it begins with `~` or
   * `..`.
   */
  source: string;
  target: string;
  readOnly: boolean;
  /** Whether to create a missing source as a folder. */
  createHostPath: boolean;
  propagation: string | null;
  /** Only in a template: content of the file. */
  content: Secret | null;
  /** Only in a template: whether the source is a folder; null: not stated. */
  isDirectory: boolean | null;
  /** Only in a template: permissions of the file. */
  mode: number | null;
}

export interface TmpfsMount {
  kind: 'tmpfs';
  target: string;
  /** Options in the format of Docker's `--tmpfs` (`size=64m,mode=1777`); empty for none. */
  options: string;
}

export type ComposeMount = VolumeMount | BindMount | TmpfsMount;

/** A config or secret of the file in a container. */
export interface ComposeFileGrant {
  kind: 'config' | 'secret';
  /** Key of the file's `configs` or `secrets`. */
  source: string;
  /** Absolute path in the container. */
  target: string;
  uid: string | null;
  gid: string | null;
  mode: number | null;
}

export interface ComposeNetworkUse {
  /** Network of the file, by key; `default` for the stack's own. */
  network: string;
  /** Aliases in addition to the service's own name. */
  aliases: readonly string[];
}

export type ComposeNetworkMode =
  | { kind: 'none' }
  /** Docker's own default network, which the stack's network replaces. */
  | { kind: 'bridge' }
  | { kind: 'host' }
  | { kind: 'service'; service: string };

export type DependencyCondition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

export interface ComposeDependency {
  service: string;
  condition: DependencyCondition;
  /** false: the service starts without it. */
  required: boolean;
  /** Whether to restart this service when the other one is restarted. */
  restart: boolean;
}

export interface ComposeHealthcheck {
  /** `disabled` turns off the image's check. */
  disabled: boolean;
  /** null: the image's own. `/bin/sh -c` runs `shell`. */
  test: { kind: 'argv'; argv: readonly string[] } | { kind: 'shell'; command: string } | null;
  /** Nanoseconds, as in Docker; null keeps the image's or Docker's default. */
  interval: number | null;
  timeout: number | null;
  startPeriod: number | null;
  startInterval: number | null;
  retries: number | null;
}

export interface ComposeRestart {
  policy: 'no' | 'always' | 'unless-stopped' | 'on-failure';
  /** Only for `on-failure`; null: no limit. */
  maximumRetries: number | null;
}

/** Limits of a container. null: none. Sizes in bytes. */
export interface ComposeResources {
  memory: number | null;
  memoryReservation: number | null;
  /** Memory and swap together; -1: unlimited swap. */
  memorySwap: number | null;
  memorySwappiness: number | null;
  cpus: number | null;
  cpuShares: number | null;
  cpuset: string | null;
  pids: number | null;
  shmSize: number | null;
}

export interface ComposeUlimit {
  name: string;
  soft: number;
  hard: number;
}

export interface ComposeLogging {
  driver: 'json-file' | 'local';
  options: Readonly<Record<string, string>>;
}

/** A normalized service of a compose file, with everything that is supported. */
export interface ComposeService {
  name: string;
  image: string | null;
  build: ComposeBuild | null;
  /** null keeps the image's own. */
  command: readonly string[] | null;
  entrypoint: readonly string[] | null;
  /** In delivery order, each key once. */
  environment: readonly (readonly [key: string, value: Secret])[];
  envFiles: readonly ComposeEnvFile[];
  ports: readonly ComposePort[];
  expose: readonly ComposeExposedPort[];
  mounts: readonly ComposeMount[];
  files: readonly ComposeFileGrant[];
  /** Empty if `networkMode` is set. */
  networks: readonly ComposeNetworkUse[];
  networkMode: ComposeNetworkMode | null;
  /** Service of the file whose process namespace it shares. */
  pidOf: string | null;
  /** `shareable` or `private`, or another service's inter-process namespace. */
  ipc: 'private' | 'shareable' | 'none' | { service: string } | null;
  dependsOn: readonly ComposeDependency[];
  healthcheck: ComposeHealthcheck | null;
  /** null: not in the file. */
  restart: ComposeRestart | null;
  resources: ComposeResources;
  ulimits: readonly ComposeUlimit[];
  sysctls: Readonly<Record<string, string>>;
  init: boolean | null;
  user: string | null;
  groupAdd: readonly string[];
  workingDir: string | null;
  hostname: string | null;
  domainname: string | null;
  /** `host:address` in Docker's format. */
  extraHosts: readonly string[];
  dns: readonly string[];
  dnsOptions: readonly string[];
  dnsSearch: readonly string[];
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  stopSignal: string | null;
  /** In nanoseconds. */
  stopGracePeriod: number | null;
  readOnly: boolean;
  tty: boolean;
  stdinOpen: boolean;
  platform: string | null;
  pullPolicy: 'always' | 'missing' | 'never' | 'build' | null;
  capDrop: readonly string[];
  logging: ComposeLogging | null;
  profiles: readonly string[];
  /** `container_name` of the file, which is used as an alias. */
  containerName: string | null;
  /** 0: the service is defined but not run. */
  replicas: 0 | 1;
  hostAccess: HostAccess;
  /** Only in a template: excluded from the overall status. */
  excludeFromHealth: boolean;
}
