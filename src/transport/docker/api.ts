import type { Readable } from 'node:stream';
import type { CommandResult } from '../../domain/command';
import type { Secret } from '../../domain/secret';
import type { OutputChunk } from '../output/output-chunk';

export interface ContainerSpec {
  name: string;
  image: string;
  env?: readonly string[];
  cmd?: readonly string[];
  entrypoint?: readonly string[];
  labels: Record<string, string>;
  exposedPorts?: readonly string[];
  /** Docker's HostConfig, typed by dockerode where it is built. */
  hostConfig: Record<string, unknown>;
  healthcheck?: Record<string, unknown>;
  network?: { name: string; aliases: readonly string[]; ipv4?: string; ipv6?: string };
  hostname?: string;
  /** Further members of Docker's container configuration, typed by dockerode where it is built. */
  settings?: Record<string, unknown>;
  /** `linux/arm64`. */
  platform?: string;
}

export interface ContainerState {
  id: string;
  name: string;
  image: string;
  imageId: string;
  labels: Record<string, string>;
  status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  health: 'none' | 'starting' | 'healthy' | 'unhealthy';
  /** Process id of its first process on the machine; 0 while it does not run. */
  pid: number;
  exitCode: number;
  oomKilled: boolean;
  error: string;
  restartCount: number;
  startedAt: string;
  /** Docker's zero time (year 1) while it has never ended. */
  finishedAt: string;
  /** Docker starts it again when it ends, or when the daemon starts. */
  restartsItself: boolean;
  /** By name; `aliases` are those that it was given, and what Docker adds. */
  networks: Record<string, { ipAddress: string; aliases: readonly string[] }>;
  exposedPorts: readonly string[];
}

export interface PullOptions {
  signal?: AbortSignal;
  /** `os/architecture`, and a variant; absent: that of the machine. */
  platform?: string;
}

export interface ImageState {
  id: string;
  /** `os/architecture`; absent: the engine does not say. */
  platform?: string;
  repoDigests: readonly string[];
  exposedPorts: readonly string[];
  hasHealthcheck: boolean;
  /** `KEY=value` items. */
  env: readonly string[];
  labels: Record<string, string>;
}

export interface ContainerSummary {
  id: string;
  names: readonly string[];
  labels: Record<string, string>;
  state: string;
  image: string;
  imageId: string;
  createdAt: Date;
  /** Names of its networks, running or not. */
  networks: readonly string[];
}

export interface LogLine {
  stream: 'stdout' | 'stderr';
  /** RFC 3339 with nanoseconds, from Docker. */
  timestamp: string;
  text: string;
}

/** Takes a line of a log. The next one comes when the returned promise, if there is one, has resolved. */
export type OnLine = (line: LogLine) => unknown;

export interface ImageSummary {
  id: string;
  tags: readonly string[];
  labels: Record<string, string>;
  sizeBytes: number;
  createdAt: Date;
}

export interface TransferOptions {
  deadlineMs: number;
  signal?: AbortSignal;
}

/** A layer of an image. Two images share it when the layers below it are the same as well. */
export interface ImageLayer {
  /** Of its content. */
  digest: string;
  sizeBytes: number;
}

export interface NamedObject {
  name: string;
  labels: Record<string, string>;
}

export interface NetworkState extends NamedObject {
  id: string;
  /** In CIDR notation. */
  subnets: readonly string[];
}

/** The slice of the Docker Engine API that Gantry uses, over the pooled SSH connection. Shapes are Docker's own (v1.41). */
export interface DockerApi {
  /** `loggingDriver`: of containers that name none. */
  info(): Promise<{ rootDir: string; loggingDriver: string }>;
  version(): Promise<{
    version: string;
    apiVersion: string;
    kernelVersion: string;
    os: string;
    arch: string;
  }>;
  /** Get the state of a container; null when there is none. */
  inspectContainer(nameOrId: string): Promise<ContainerState | null>;
  listContainers(labels: Record<string, string>, all: boolean): Promise<ContainerSummary[]>;
  /**
   * Create a container and return its id; one of this name with the same `gantry.deployment` label counts as created.
   */
  createContainer(spec: ContainerSpec): Promise<string>;
  /** Bytes that a container has written beside its image and volumes; null when there is no such container. */
  containerBytes(id: string): Promise<number | null>;
  startContainer(nameOrId: string): Promise<void>;
  stopContainer(nameOrId: string, graceSeconds: number): Promise<void>;
  renameContainer(nameOrId: string, newName: string): Promise<void>;
  /** Remove a container; fine when it is already gone. */
  removeContainer(nameOrId: string, options: { force: boolean; volumes: boolean }): Promise<void>;
  /** Read the last lines of a log; fewer when they hold more text than fits into memory, with a line that says so. */
  containerLogs(nameOrId: string, options: { tail: number; since?: string }): Promise<LogLine[]>;
  /** Read the last lines of a log, one by one, up to what was printed until now. */
  readLog(
    nameOrId: string,
    options: {
      tail: number;
      since?: string;
      onLine: OnLine;
      deadlineMs?: number;
      signal?: AbortSignal;
    },
  ): Promise<void>;
  /** Follow a log until the container ends or the signal aborts; resolves in both cases. */
  followLogs(
    nameOrId: string,
    options: { tail: number; since?: string; onLine: OnLine; signal: AbortSignal },
  ): Promise<void>;
  /** Run argv in a container; `stdin` is optional. */
  exec(
    nameOrId: string,
    argv: readonly string[],
    options: {
      deadlineMs: number;
      stdin?: string;
      user?: string;
      env?: Readonly<Record<string, Secret>>;
      signal?: AbortSignal;
      /** Values to remove from what the program prints. */
      secrets?: readonly Secret[];
      /** Gets what it prints as it prints it, without secrets; nothing more is read until it has taken it. */
      onOutput?: (chunk: OutputChunk) => Promise<void>;
    },
  ): Promise<CommandResult>;
  inspectImage(reference: string): Promise<ImageState | null>;
  /**
   * Pull an image, as root of the machine is logged in to the registry (`docker login`). Return what Docker reported,
   * line by line; rejects with an AppError whose code is `unavailable` when the registry cannot be reached.
   */
  pullImage(reference: string, options?: PullOptions): Promise<readonly string[]>;
  tagImage(reference: string, repository: string, tag: string): Promise<void>;
  removeImage(reference: string): Promise<void>;
  /** Hand an image to `take` as an archive (`docker save`), which reads all of it. */
  saveImage(
    reference: string,
    options: TransferOptions,
    take: (archive: Readable) => Promise<void>,
  ): Promise<void>;
  /** Take images from such an archive, with their names. @throws AppError with Docker's words for one it refuses */
  loadImage(archive: Readable, options: TransferOptions): Promise<void>;
  /** The layers of an image, the lowest first; none when there is no such image. */
  imageLayers(reference: string): Promise<ImageLayer[]>;
  /** null when there is none. */
  inspectNetwork(name: string): Promise<NetworkState | null>;
  /** `exists`: there was one of this name. `overlaps`: another network has addresses of the subnet; nothing was made. */
  createNetwork(
    name: string,
    /** `internal`: no way leads out of it. */
    options: { labels: Record<string, string>; subnet: string; internal?: boolean },
  ): Promise<'created' | 'exists' | 'overlaps'>;
  connectNetwork(network: string, container: string, aliases: readonly string[]): Promise<void>;
  /** Fine when it is not on it, or either is gone. */
  disconnectNetwork(network: string, container: string): Promise<void>;
  /** One that is there already keeps its labels and options. @param options of Docker's own driver */
  ensureVolume(
    name: string,
    labels: Record<string, string>,
    options?: Readonly<Record<string, string>>,
  ): Promise<void>;
  removeVolume(name: string): Promise<void>;
  listImages(labels: Record<string, string>): Promise<ImageSummary[]>;
  /** `isUnattached`: only those that no container mounts, running or not. */
  listVolumes(labels: Record<string, string>, options?: { isUnattached?: boolean }): Promise<NamedObject[]>;
  listNetworks(labels: Record<string, string>): Promise<NetworkState[]>;
  /** Fine when it is already gone. @throws AppError `conflict` while containers are on it */
  removeNetwork(nameOrId: string): Promise<void>;
}
