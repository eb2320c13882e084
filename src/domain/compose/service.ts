import type { Secret } from '../secret';
import type { HostAccess } from './host-access';

export interface ComposeBuild {
  /** Below the root of the checkout, `.` for the root itself. */
  context: string;
  /** Below the context. */
  dockerfile: string | null;
  dockerfileInline: string | null;
  args: readonly (readonly [key: string, value: Secret])[];
  target: string | null;
}

/** A file of variables: below the checkout or the resource's folder. Its variables come before those of `environment`. */
export interface ComposeEnvFile {
  path: string;
  required: boolean;
  /** `raw`: values are taken as they are. */
  format: 'dotenv' | 'raw';
}

export interface ComposePort {
  /** Address of the server; null listens on all. */
  ip: string | null;
  /** null: a free one of the server. */
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
  /** A volume of the file, by its key there; null: an anonymous one. */
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
  /** `folder`: relative, normalised, `.` for the folder itself. `host`: absolute, or as written when it begins with `~` or `..`. */
  source: string;
  target: string;
  readOnly: boolean;
  /** Create the source as a folder when it is missing. */
  createHostPath: boolean;
  propagation: string | null;
  /** Of a template: what the file holds. */
  content: Secret | null;
  /** Of a template: whether the source is a folder; null: it does not say. */
  isDirectory: boolean | null;
  /** Of a template: permissions of the file. */
  mode: number | null;
}

export interface TmpfsMount {
  kind: 'tmpfs';
  target: string;
  /** Options as Docker's `--tmpfs` takes them (`size=64m,mode=1777`), empty for none. */
  options: string;
}

export type ComposeMount = VolumeMount | BindMount | TmpfsMount;

/** A config or a secret of the file in a container. */
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
  /** A network of the file by its key; `default` for the stack's own. */
  network: string;
  /** Beside the name of the service itself. */
  aliases: readonly string[];
}

export type ComposeNetworkMode =
  | { kind: 'none' }
  /** Docker's own default network, which the stack's network takes the place of. */
  | { kind: 'bridge' }
  | { kind: 'host' }
  | { kind: 'service'; service: string };

export type DependencyCondition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

export interface ComposeDependency {
  service: string;
  condition: DependencyCondition;
  /** false: the service starts without it. */
  required: boolean;
  /** Restart this service when the other one is restarted. */
  restart: boolean;
}

export interface ComposeHealthcheck {
  /** `disabled` takes the image's check away. */
  disabled: boolean;
  /** null: the image's own. `shell` is run by `/bin/sh -c`. */
  test: { kind: 'argv'; argv: readonly string[] } | { kind: 'shell'; command: string } | null;
  /** Nanoseconds, as Docker counts; null leaves the image's or Docker's own. */
  interval: number | null;
  timeout: number | null;
  startPeriod: number | null;
  startInterval: number | null;
  retries: number | null;
}

export interface ComposeRestart {
  policy: 'no' | 'always' | 'unless-stopped' | 'on-failure';
  /** Of `on-failure`; null: without end. */
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

/** One service of a compose file: everything honoured, in one form. */
export interface ComposeService {
  name: string;
  image: string | null;
  build: ComposeBuild | null;
  /** null leaves the image's own. */
  command: readonly string[] | null;
  entrypoint: readonly string[] | null;
  /** In delivery order, each key once. */
  environment: readonly (readonly [key: string, value: Secret])[];
  envFiles: readonly ComposeEnvFile[];
  ports: readonly ComposePort[];
  expose: readonly ComposeExposedPort[];
  mounts: readonly ComposeMount[];
  files: readonly ComposeFileGrant[];
  /** Empty when `networkMode` is set. */
  networks: readonly ComposeNetworkUse[];
  networkMode: ComposeNetworkMode | null;
  /** Shares the process namespace of another service of the file. */
  pidOf: string | null;
  /** `shareable` or `private`, or the inter-process namespace of another service. */
  ipc: 'private' | 'shareable' | 'none' | { service: string } | null;
  dependsOn: readonly ComposeDependency[];
  healthcheck: ComposeHealthcheck | null;
  /** null: the file says nothing. */
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
  /** `host:address` as Docker takes them. */
  extraHosts: readonly string[];
  dns: readonly string[];
  dnsOptions: readonly string[];
  dnsSearch: readonly string[];
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  stopSignal: string | null;
  /** Nanoseconds. */
  stopGracePeriod: number | null;
  readOnly: boolean;
  tty: boolean;
  stdinOpen: boolean;
  platform: string | null;
  pullPolicy: 'always' | 'missing' | 'never' | 'build' | null;
  capDrop: readonly string[];
  logging: ComposeLogging | null;
  profiles: readonly string[];
  /** `container_name` of the file, which became an alias. */
  containerName: string | null;
  /** 0: the service is written down but not run. */
  replicas: 0 | 1;
  hostAccess: HostAccess;
  /** Of a template: left out of the status of the whole. */
  excludeFromHealth: boolean;
}
