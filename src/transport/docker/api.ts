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
  /** Such as `linux/arm64`. */
  platform?: string;
}

export interface ContainerState {
  id: string;
  name: string;
  image: string;
  imageId: string;
  /** The program that it starts, with its arguments. */
  command: readonly string[];
  labels: Record<string, string>;
  status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  health: 'none' | 'starting' | 'healthy' | 'unhealthy';
  /** Process id of its first process on the machine; 0 while it is not running. */
  pid: number;
  exitCode: number;
  oomKilled: boolean;
  error: string;
  restartCount: number;
  startedAt: string;
  /** Docker's zero time (year 1) if it has never exited. */
  finishedAt: string;
  /** Whether Docker restarts it when it exits, or when the daemon starts. */
  restartsItself: boolean;
  /** By name; `aliases` are the given ones and those that Docker adds. */
  networks: Record<string, { ipAddress: string; aliases: readonly string[] }>;
  exposedPorts: readonly string[];
}

export interface PullOptions {
  signal?: AbortSignal;
  /** `os/architecture`, with an optional variant; absent: that of the machine. */
  platform?: string;
}

export interface ImageState {
  id: string;
  /** `os/architecture`; absent: the engine does not report it. */
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

/** Takes a line of a log. The next one comes after the returned promise, if any, has resolved. */
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

/** A layer of an image. Two images share it if the layers below it are the same as well. */
export interface ImageLayer {
  /** Digest of its content. */
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

/** Part of the Docker Engine API that Gantry uses, over the pooled SSH connection. Shapes are Docker's own (v1.41). */
export interface DockerApi {
  /** `loggingDriver`: the default for containers. */
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
  /**
   * Get the bytes that a container has written outside its image and volumes; null when there is no such container.
   */
  containerBytes(id: string): Promise<number | null>;
  startContainer(nameOrId: string): Promise<void>;
  stopContainer(nameOrId: string, graceSeconds: number): Promise<void>;
  renameContainer(nameOrId: string, newName: string): Promise<void>;
  /** Remove a container; a missing one is fine. */
  removeContainer(nameOrId: string, options: { force: boolean; volumes: boolean }): Promise<void>;
  /**
   * Read a file or folder of a container, running or not, as a tar archive whose names begin with the last part of
   * `path`; null when the container or the path does not exist. @throws AppError when it has more than `mostBytes`
   */
  readArchive(nameOrId: string, path: string, mostBytes: number): Promise<Buffer | null>;
  /** Read the last lines of a log; fewer when their text does not fit into memory, with a line that says so. */
  containerLogs(nameOrId: string, options: { tail: number; since?: string }): Promise<LogLine[]>;
  /** Read the last lines of a log, one by one, up to the current end. */
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
      /** Values to remove from the program's output. */
      secrets?: readonly Secret[];
      /** Gets output as it arrives, without secrets; nothing more is read until its promise resolves. */
      onOutput?: (chunk: OutputChunk) => Promise<void>;
    },
  ): Promise<CommandResult>;
  inspectImage(reference: string): Promise<ImageState | null>;
  /**
   * Pull an image, with the registry login of the machine's root user (`docker login`). Return what Docker reported,
   * line by line; rejects with an AppError whose code is `unavailable` when the registry cannot be reached.
   */
  pullImage(reference: string, options?: PullOptions): Promise<readonly string[]>;
  tagImage(reference: string, repository: string, tag: string): Promise<void>;
  removeImage(reference: string): Promise<void>;
  /** Pass an image to `take` as an archive (`docker save`), which must read all of it. */
  saveImage(
    reference: string,
    options: TransferOptions,
    take: (archive: Readable) => Promise<void>,
  ): Promise<void>;
  /** Load images from such an archive, with their names. @throws AppError with Docker's message when it refuses one */
  loadImage(archive: Readable, options: TransferOptions): Promise<void>;
  /**
   * List the records of BuildKit's cache. `isShared`: an image has the same layer. Docker before 23 measures the whole
   * machine for it, which can take minutes.
   */
  listBuildCache(options?: {
    deadlineMs?: number;
  }): Promise<{ id: string; isShared: boolean; isInUse: boolean }[]>;
  /** Remove a record of BuildKit's cache, unless a build uses it; fine when it is gone. */
  removeBuildCache(id: string): Promise<void>;
  /** Create an image without a name from a tar archive of its files; return its id. */
  importImage(files: Uint8Array, labels: Record<string, string>): Promise<string>;
  /** Get the layers of an image, the lowest first; none when there is no such image. */
  imageLayers(reference: string): Promise<ImageLayer[]>;
  /** Get a network; null when there is none. */
  inspectNetwork(name: string): Promise<NetworkState | null>;
  /**
   * Create a network. `exists`: there is one of this name. `overlaps`: another network has addresses of the subnet;
   * nothing was created.
   */
  createNetwork(
    name: string,
    /** `internal`: without a route to the outside. */
    options: { labels: Record<string, string>; subnet: string; internal?: boolean },
  ): Promise<'created' | 'exists' | 'overlaps'>;
  connectNetwork(network: string, container: string, aliases: readonly string[]): Promise<void>;
  /** Disconnect a container; fine when it is not connected, or either is gone. */
  disconnectNetwork(network: string, container: string): Promise<void>;
  /** Create a volume; an existing one keeps its labels and options. @param options of Docker's own driver */
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
  /** Remove a network; a missing one is fine. @throws AppError `conflict` while containers are on it */
  removeNetwork(nameOrId: string): Promise<void>;
}
