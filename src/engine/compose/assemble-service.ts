import type { HostAccess } from '../../domain/compose/host-access';
import type {
  ComposeHealthcheck,
  ComposeMount,
  ComposeResources,
  ComposeService,
} from '../../domain/compose/service';
import { Secret } from '../../domain/secret';
import { readDotenv } from './dotenv';
import type { Lookup } from './interpolate';
import { canonicalName } from './magic-name';
import { innerPath } from './schema/build';
import type { ServiceInput } from './schema/service';
import type { ResolveOptions } from './types';

/** Reports a problem with a part of a service. */
export type Refuse = (path: readonly PropertyKey[], message: string) => void;

/** Build one service from its keys; what depends on other services follows in `relate.ts`. */
export function assembleService(
  name: string,
  input: ServiceInput,
  options: ResolveOptions,
  lookup: Lookup,
  refuse: Refuse,
): ComposeService {
  const limits = input.deploy?.resources?.limits;
  const envFiles = envFilesOf(input, refuse);
  const { fromFiles, left } = readEnvFiles(envFiles, options, lookup);
  return {
    name,
    image: input.image ?? null,
    build: buildOf(input, options, lookup, refuse),
    command: input.command ?? null,
    entrypoint: input.entrypoint ?? null,
    environment: environmentOf(fromFiles, input, lookup),
    envFiles: left,
    ports: input.ports ?? [],
    expose: input.expose ?? [],
    mounts: mountsOf(input, refuse),
    files: [...(input.configs ?? []), ...(input.secrets ?? [])],
    networks: input.networks ?? [],
    // Docker's default network is shared by everything on a server, so the stack's own replaces it.
    networkMode: input.network_mode?.kind === 'bridge' ? null : (input.network_mode ?? null),
    pidOf: typeof input.pid === 'object' && input.pid !== null ? input.pid.service : null,
    ipc: input.ipc === 'host' ? null : (input.ipc ?? null),
    dependsOn: input.depends_on ?? [],
    healthcheck: input.healthcheck ? meaningful(input.healthcheck) : null,
    restart: input.restart ?? input.deploy?.restart_policy ?? null,
    resources: {
      ...resourcesOf(input),
      memory: limits?.memory ?? input.mem_limit ?? null,
      cpus: limits?.cpus ?? input.cpus ?? null,
      pids: limits?.pids ?? input.pids_limit ?? null,
    },
    ulimits: input.ulimits ?? [],
    sysctls: sysctlsOf(input, refuse),
    init: input.init ?? null,
    user: emptyAsNull(input.user),
    groupAdd: input.group_add ?? [],
    workingDir: input.working_dir ?? null,
    hostname: input.hostname ?? null,
    domainname: input.domainname ?? null,
    extraHosts: input.extra_hosts ?? [],
    dns: input.dns ?? [],
    dnsOptions: input.dns_opt ?? [],
    dnsSearch: input.dns_search ?? [],
    labels: input.labels ?? {},
    annotations: input.annotations ?? {},
    stopSignal: input.stop_signal ?? null,
    stopGracePeriod: input.stop_grace_period ?? null,
    readOnly: input.read_only ?? false,
    tty: input.tty ?? false,
    stdinOpen: input.stdin_open ?? false,
    platform: input.platform ?? null,
    pullPolicy: input.pull_policy ?? null,
    capDrop: input.cap_drop ?? [],
    logging: loggingOf(input),
    profiles: input.profiles ?? [],
    containerName: input.container_name ?? null,
    replicas: (input.scale ?? input.deploy?.replicas ?? 1) === 0 ? 0 : 1,
    hostAccess: hostAccessOf(input),
    excludeFromHealth: input.exclude_from_hc ?? false,
  };
}

/** Read the log settings; a driver whose log cannot be read is replaced by the default. */
function loggingOf({ logging }: ServiceInput): ComposeService['logging'] {
  if (!logging || logging.driver === 'none') return null;
  return { driver: logging.driver ?? 'json-file', options: logging.options ?? {} };
}

function emptyAsNull(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}

/** Drop a check without content. */
function meaningful(check: ComposeHealthcheck): ComposeHealthcheck | null {
  return check.disabled || Object.values(check).some((value) => value !== null && value !== false)
    ? check
    : null;
}

function resourcesOf(input: ServiceInput): ComposeResources {
  return {
    memory: null,
    memoryReservation: input.deploy?.resources?.reservations?.memory ?? input.mem_reservation ?? null,
    memorySwap: input.memswap_limit ?? null,
    memorySwappiness: input.mem_swappiness ?? null,
    cpus: null,
    cpuShares: input.cpu_shares ?? null,
    cpuset: input.cpuset ?? null,
    pids: null,
    shmSize: input.shm_size ?? null,
  };
}

function hostAccessOf(input: ServiceInput): HostAccess {
  return {
    privileged: input.privileged ?? false,
    pid: input.pid === 'host' ? 'host' : null,
    ipc: input.ipc === 'host' ? 'host' : null,
    userNamespace: input.userns_mode ?? null,
    capAdd: input.cap_add ?? [],
    devices: input.devices ?? [],
    deviceCgroupRules: input.device_cgroup_rules ?? [],
    securityOpt: input.security_opt ?? [],
    cgroupParent: input.cgroup_parent ?? null,
    cgroup: input.cgroup ?? null,
    runtime: input.runtime ?? null,
    deviceRequests: [...(input.gpus ?? []), ...(input.deploy?.resources?.reservations?.devices ?? [])],
  };
}

function buildOf(
  input: ServiceInput,
  { hasCheckout = false }: ResolveOptions,
  lookup: Lookup,
  refuse: Refuse,
): ComposeService['build'] {
  const { build } = input;
  if (!build) {
    if (input.image === undefined) refuse([], 'A service needs an image.');
    return null;
  }
  // With nothing to build from, a service that also has an image is pulled.
  if (!hasCheckout && build.dockerfile_inline === undefined) {
    if (input.image === undefined)
      refuse(['build'], 'There is no repository to build from. Use image or dockerfile_inline.');
    return null;
  }
  if (!hasCheckout && build.context !== undefined && build.context !== '.')
    refuse(['build', 'context'], 'There is no repository, so dockerfile_inline is built without a context.');
  if (build.dockerfile !== undefined && build.dockerfile_inline !== undefined)
    refuse(['build', 'dockerfile'], 'Must not be combined with dockerfile_inline.');
  return {
    context: build.context ?? '.',
    dockerfile: build.dockerfile ?? null,
    dockerfileInline: build.dockerfile_inline ?? null,
    args: (build.args ?? []).flatMap(([key, value]) => {
      const given = value ?? lookup(key);
      return given === undefined ? [] : [[key, new Secret(given)] as const];
    }),
    target: build.target ?? null,
  };
}

interface EnvFile {
  path: string;
  required: boolean;
  format: 'dotenv' | 'raw';
}

function envFilesOf(input: ServiceInput, refuse: Refuse): EnvFile[] {
  return (input.env_file ?? []).flatMap(({ path, required, format = 'dotenv' }, index) => {
    const inside = innerPath(path);
    if (inside === null) refuse(['env_file', index], 'Must be inside the resource’s folder.');
    return inside === null
      ? []
      : [{ path: inside, required: required !== false && required !== 'false', format }];
  });
}

/** Turn files with known content into variables. Without a checkout, `.env` is the resource's own variables. */
function readEnvFiles(
  envFiles: readonly EnvFile[],
  { files, hasCheckout = false, variables }: ResolveOptions,
  lookup: Lookup,
): { fromFiles: [string, string][]; left: EnvFile[] } {
  const fromFiles: [string, string][] = [];
  const left: EnvFile[] = [];
  for (const file of envFiles) {
    const content = files?.get(file.path);
    if (content) fromFiles.push(...readDotenv(content.reveal(), file.format, lookup));
    else if (file.path === '.env' && !hasCheckout)
      fromFiles.push(...[...variables].map(([key, value]): [string, string] => [key, value.reveal()]));
    else left.push(file);
  }
  return { fromFiles, left };
}

function environmentOf(
  fromFiles: readonly [string, string][],
  input: ServiceInput,
  lookup: Lookup,
): ComposeService['environment'] {
  const values = new Map<string, string>(fromFiles);
  for (const [key, value] of input.environment ?? []) {
    // A magic variable that is declared empty, or with the path of its address, gets its generated value.
    const generated =
      value === null || value === '' || value.startsWith('/') ? lookupMagic(key, lookup) : undefined;
    const given = generated ?? value ?? lookup(key);
    if (given !== undefined) values.set(key, given);
  }
  return [...values].map(([key, value]) => [key, new Secret(value)] as const);
}

function lookupMagic(key: string, lookup: Lookup): string | undefined {
  return key.startsWith('SERVICE_') ? lookup(canonicalName(key)) : undefined;
}

/** Collect the mounts and `tmpfs`; a later mount of the same path wins. */
function mountsOf(input: ServiceInput, refuse: Refuse): ComposeMount[] {
  const byTarget = new Map<string, ComposeMount>();
  for (const mount of [...(input.volumes ?? []), ...(input.tmpfs ?? [])]) byTarget.set(mount.target, mount);
  for (const [index, mount] of (input.volumes ?? []).entries())
    if (mount.target === '/') refuse(['volumes', index], 'Nothing can be mounted at /.');
  const all = [...byTarget.values()];
  return [...all.filter(({ kind }) => kind !== 'tmpfs'), ...all.filter(({ kind }) => kind === 'tmpfs')];
}

/** Namespaced sysctls; the others affect the whole host. */
const namespacedSysctl = /^(?:net\.|fs\.mqueue\.|kernel\.(?:msg|sem|shm))/;

function sysctlsOf(input: ServiceInput, refuse: Refuse): Record<string, string> {
  for (const name of Object.keys(input.sysctls ?? {}))
    if (!namespacedSysctl.test(name))
      refuse(
        ['sysctls', name],
        'Is a setting of the whole host. Containers can only set net., fs.mqueue. and kernel.shm.',
      );
  return input.sysctls ?? {};
}
