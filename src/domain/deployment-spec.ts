import type { Secret } from './secret';

/**
 * Everything one deployment needs, frozen when it starts: the application's row, its server and its variables.
 * Plain data (serialisable except for `Secret`); the engine reads nothing else. Values were validated where they
 * entered; the engine still passes each of them as an argv item, a file or a structured value, never as text of a shell.
 */
export interface DeploymentSpec {
  /** `restart` replaces the container with the image that `source` (`release`) names; nothing is fetched or built. */
  kind: 'deploy' | 'restart';
  deploymentUuid: string;
  applicationUuid: string;
  applicationName: string;
  organizationUuid: string;
  /** Display names for the compatibility labels. */
  projectName: string;
  environmentName: string;
  /** Identifies this Gantry installation on a server that several installations may share. `[a-z0-9-]+`. */
  instanceId: string;
  /** Rebuild even when the image exists, without cache. */
  force: boolean;
  source: SourceSpec;
  build: BuildSpec;
  image: ImageSpec;
  environment: EnvironmentSpec;
  container: ContainerRunSpec;
  health: HealthCheckSpec;
  routing: RoutingSpec;
  proxy: ProxySpec;
  preDeployment: DeploymentCommand | null;
  postDeployment: DeploymentCommand | null;
  deadlines: DeadlineSpec;
}

export type SourceSpec = GitSource | DockerfileSource | ImageSource | ReleaseSource;

export interface GitSource {
  kind: 'git';
  /** As Git is given it (`GitRepository.url`); never carries credentials. */
  repository: string;
  /** A branch, or else a tag. */
  branch: string;
  /** `HEAD` (newest commit of the branch) or a commit of 7–64 lower hex digits. */
  commit: string;
  /** Offered through a forwarded agent; only for ssh URLs. */
  deployKey: Secret | null;
  /** The host keys (base64 blobs) of servers that the deploy key opens as well; null when it opens none. */
  openedServers: readonly string[] | null;
  submodules: boolean;
  lfs: boolean;
  shallow: boolean;
  /** `known_hosts` lines pinned for this organization; a host without a line is pinned on first use. */
  knownHosts: string;
  /** True when the host is on the administrator's list of internal hosts, which alone may use `http://`. */
  allowHttp: boolean;
  /** The administrator's list: submodules and LFS servers are judged by it once they are known. */
  internalHosts: readonly string[];
}

export interface DockerfileSource {
  kind: 'dockerfile';
  text: string;
}

export interface ImageSource {
  kind: 'image';
  /** `name[:tag]` or `name@sha256:…`. */
  reference: string;
}

/** An image that an earlier deployment built or pulled: rollback and restart. */
export interface ReleaseSource {
  kind: 'release';
  reference: string;
  /** `sha256:…` image id or repository digest recorded by the release. */
  digest: string | null;
  commit: string | null;
}

export type BuildPack = 'dockerfile' | 'static' | 'nixpacks' | 'dockerimage';

export interface BuildSpec {
  pack: BuildPack;
  /** Paths start with `/`, which means the root of the checkout. */
  baseDirectory: string;
  publishDirectory: string;
  /** Below `baseDirectory`. */
  dockerfileLocation: string;
  targetStage: string | null;
  /** Image that serves a static site, such as `nginx:alpine`. */
  staticImage: string;
  /** nixpacks: copy `publishDirectory` of the built image into `staticImage`. */
  isStatic: boolean;
  /** Unknown paths answer `/index.html`. */
  isSpa: boolean;
  /** Decoded nginx server configuration, or null for the generated one. */
  customNginxConfiguration: string | null;
  installCommand: string | null;
  buildCommand: string | null;
  startCommand: string | null;
  disableCache: boolean;
  injectBuildArgs: boolean;
  useBuildSecrets: boolean;
  includeSourceCommit: boolean;
  /** Of the server, for each build: as in LimitsSpec. */
  limits: Pick<LimitsSpec, 'memory' | 'cpus'>;
}

export interface ImageSpec {
  /** Registry image name, or the application's uuid: the part before `:<commit>`. */
  name: string;
  /** `name` is one of a registry: what is built goes there, and may be there already. */
  isInRegistry: boolean;
  /** Keys the hash of the build configuration, so that an image label tells nothing about a variable's value. */
  fingerprintKey: Secret;
}

export type EnvironmentEntry = readonly [key: string, value: Secret];

/** Injected variables (`deployment.md` D5.5); each also exists under the `GANTRY_` prefix where it has `COOLIFY_`. */
export const injectedVariables = [
  'SOURCE_COMMIT',
  'COOLIFY_URL',
  'COOLIFY_FQDN',
  'COOLIFY_BRANCH',
  'COOLIFY_RESOURCE_UUID',
  'COOLIFY_CONTAINER_NAME',
  'PORT',
  'HOST',
] as const;

export type InjectedVariable = (typeof injectedVariables)[number];

export interface EnvironmentSpec {
  /** Resolved values in delivery order. A key of the user wins over an injected one. */
  runtime: readonly EnvironmentEntry[];
  build: readonly EnvironmentEntry[];
  injected: readonly InjectedVariable[];
}

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

export interface ContainerRunSpec {
  /** A fixed container name (consistent or custom); null derives one per deployment, which allows rolling. */
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

export type HealthCheckSpec = HttpHealthCheck | CommandHealthCheck | NoHealthCheck;

/** Nothing configured: the image's own HEALTHCHECK when it has one, else its ports accept TCP, or it runs as a worker. */
export interface NoHealthCheck {
  kind: 'none';
  /** Seconds. */
  startPeriod: number;
}

interface HealthTiming {
  /** Seconds. */
  interval: number;
  timeout: number;
  retries: number;
  startPeriod: number;
}

export interface HttpHealthCheck extends HealthTiming {
  kind: 'http';
  scheme: 'http' | 'https';
  /** Sent as the Host header. */
  host: string;
  /** null: the first exposed port. */
  port: number | null;
  method: 'GET' | 'HEAD' | 'POST' | 'OPTIONS';
  path: string;
  returnCode: number;
  responseText: string | null;
}

export interface CommandHealthCheck extends HealthTiming {
  kind: 'cmd';
  argv: readonly string[];
}

export interface DomainSpec {
  scheme: 'http' | 'https';
  /** Lower-case ACE form. */
  host: string;
  /** Container port; null: the first exposed one. */
  port: number | null;
  /** `/` or a prefix such as `/api`. */
  path: string;
  noindex: boolean;
}

export interface BasicAuthSpec {
  username: string;
  /** bcrypt. */
  passwordHash: Secret;
}

export interface RoutingSpec {
  domains: readonly DomainSpec[];
  /** Of `https://` domains only. */
  forceHttps: boolean;
  redirect: 'www' | 'non-www' | 'both';
  gzip: boolean;
  stripPrefix: boolean;
  basicAuth: BasicAuthSpec | null;
}

export interface ProxySpec {
  kind: 'caddy' | 'none';
  containerName: string;
  image: string;
}

/** One argv to `sh -c` inside a container of the application, never on the server. */
export interface DeploymentCommand {
  command: string;
  /** Container name; null: the application's own. */
  container: string | null;
}

export interface DeadlineSpec {
  /** `dynamic_timeout` of the server, in milliseconds: the whole deployment. */
  totalMs: number;
}
