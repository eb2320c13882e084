import { dockerLabel } from '../../domain/docker-label';
import { AppError } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import type { ContainerSpec, ContainerState, ContainerSummary, LogLine } from '../../transport/docker/api';
import type { OutputChunk } from '../../transport/output/output-chunk';
import { DoubleImages } from './double-images';
import { tarArchive } from './tar-archive';

export interface DoubleContainer {
  id: string;
  pid: number;
  createdAt: Date;
  spec: ContainerSpec;
  name: string;
  status: ContainerState['status'];
  health: ContainerState['health'];
  exitCode: number;
  restartCount: number;
  /** Absent: it has never exited. */
  finishedAt?: string;
  networks: ContainerState['networks'];
}

let engines = 0;

/** The containers of a Docker engine in memory, which are made of its images, and what happens when they start. */
export class DoubleContainers extends DoubleImages {
  readonly containers = new Map<string, DoubleContainer>();
  readonly created: string[] = [];
  readonly execs: string[][] = [];
  /** Decides what happens to a started container. */
  onStart: (container: DoubleContainer) => void = () => undefined;
  /** Whether a folder that Gantry writes to exists on the machine. */
  hasFolder: (path: string) => boolean = () => true;
  /** What the planner of a build wrote; null: its container is gone. */
  plan: Buffer | null = tarArchive([
    { name: 'plan/.nixpacks/Dockerfile' },
    { name: 'plan/.nixpacks/build.sh' },
    { name: 'plan/plan.json', content: '{}' },
  ]);
  execCode = 0;
  /** Decides the exit status of a program in a container; by default `execCode`. */
  onExec: (argv: readonly string[], env: Readonly<Record<string, Secret>>) => number = () => this.execCode;
  /** Output of a program in a container. */
  execOutput: (argv: readonly string[]) => string = () => 'from inside';
  /** Output of `caddy version` in the proxy; by default older than 2.7. */
  caddyVersion = '2.6.2';
  private next = 1;
  /** Makes container ids unique across engines: state is kept by id. */
  private readonly engine = (++engines).toString(36).padStart(4, '0');

  async inspectContainer(nameOrId: string): Promise<ContainerState | null> {
    const container = this.find(nameOrId);
    if (!container) return null;
    return {
      id: container.id,
      name: container.name,
      image: container.spec.image,
      imageId: `sha256:${container.spec.image}`,
      command: this.commandOf(container),
      labels: container.spec.labels,
      status: container.status,
      health: container.health,
      pid: container.status === 'running' ? container.pid : 0,
      exitCode: container.exitCode,
      oomKilled: false,
      error: '',
      restartCount: container.restartCount,
      startedAt: '',
      finishedAt: container.finishedAt ?? '0001-01-01T00:00:00Z',
      restartsItself: true,
      networks: container.networks,
      exposedPorts: [],
    };
  }

  /** The command that a container starts; by default that of its specification. */
  commandOf = ({ spec }: DoubleContainer): readonly string[] => [
    ...(spec.entrypoint ?? []),
    ...(spec.cmd ?? ['server']),
  ];

  async listContainers(labels: Record<string, string>, all: boolean): Promise<ContainerSummary[]> {
    return [...this.containers.values()]
      .filter((container) =>
        Object.entries(labels).every(([key, value]) => container.spec.labels[key] === value),
      )
      .filter((container) => all || container.status === 'running')
      .map((container) => ({
        id: container.id,
        names: [container.name],
        labels: container.spec.labels,
        state: container.status,
        image: container.spec.image,
        imageId: this.images.get(container.spec.image)?.id ?? `sha256:${container.spec.image}`,
        createdAt: container.createdAt,
        networks: Object.keys(container.networks),
      }));
  }

  async createContainer(spec: ContainerSpec): Promise<string> {
    const existing = this.find(spec.name);
    if (existing && existing.spec.labels[dockerLabel.deployment] === spec.labels[dockerLabel.deployment])
      return existing.id;
    if (existing) throw new AppError('conflict', `The name ${spec.name} is in use.`);
    for (const folder of boundFolders(spec))
      if (!this.hasFolder(folder))
        throw new AppError('bad_request', `bind source path does not exist: ${folder}`);
    const pid = 4000 + this.next;
    const id = `c${String(this.next++).padStart(7, '0')}${this.engine}`;
    const network = spec.network?.name ?? 'bridge';
    this.containers.set(id, {
      id,
      pid,
      createdAt: new Date(this.next * 1000),
      spec,
      name: spec.name,
      status: 'created',
      health: 'none',
      exitCode: 0,
      restartCount: 0,
      networks: { [network]: { ipAddress: `172.18.0.${this.next}`, aliases: spec.network?.aliases ?? [] } },
    });
    this.created.push(spec.name);
    return id;
  }

  async readArchive(_name: string, _path: string, _mostBytes: number): Promise<Buffer | null> {
    return this.plan;
  }

  async startContainer(nameOrId: string): Promise<void> {
    const container = this.existing(nameOrId);
    if (container.status === 'running') return;
    const taken = portsOf(container).find((port) => this.isTaken(port));
    if (taken) throw new AppError('conflict', `Bind for ${taken} failed: port is already allocated.`);
    container.status = 'running';
    this.onStart(container);
  }

  async stopContainer(nameOrId: string, _graceSeconds?: number): Promise<void> {
    this.existing(nameOrId).status = 'exited';
  }

  async renameContainer(nameOrId: string, newName: string): Promise<void> {
    if (this.find(newName)) throw new AppError('conflict', `The name ${newName} is in use.`);
    this.existing(nameOrId).name = newName;
  }

  async removeContainer(nameOrId: string): Promise<void> {
    const container = this.find(nameOrId);
    if (container) this.containers.delete(container.id);
  }

  async containerBytes(nameOrId: string): Promise<number | null> {
    return this.find(nameOrId) ? 10 : null;
  }

  async containerLogs(nameOrId: string): Promise<LogLine[]> {
    return [{ stream: 'stderr', timestamp: '', text: `last words of ${this.existing(nameOrId).name}` }];
  }

  async readLog(
    nameOrId: string,
    { tail, onLine }: { tail: number; onLine: (line: LogLine) => void },
  ): Promise<void> {
    for (const line of (await this.containerLogs(nameOrId)).slice(-tail)) onLine(line);
  }

  async followLogs(): Promise<void> {}

  async exec(
    nameOrId: string,
    argv: readonly string[],
    {
      env = {},
      onOutput,
    }: {
      env?: Readonly<Record<string, Secret>>;
      onOutput?: (chunk: OutputChunk) => Promise<void>;
    } = {},
  ) {
    if (argv.join(' ') === 'caddy version')
      return { code: 0, stdout: `${this.caddyVersion}\n`, stderr: '', droppedBytes: 0 };
    this.execs.push([this.existing(nameOrId).name, ...argv]);
    const code = this.onExec(argv, env);
    const stdout = this.execOutput(argv);
    await onOutput?.({ stream: 'stdout', text: stdout });
    return { code, stdout, stderr: '', droppedBytes: 0 };
  }

  private isTaken(port: string): boolean {
    return [...this.containers.values()].some(
      (other) => other.status === 'running' && portsOf(other).includes(port),
    );
  }

  protected find(nameOrId: string): DoubleContainer | undefined {
    return [...this.containers.values()].find(({ id, name }) => id === nameOrId || name === nameOrId);
  }

  protected existing(nameOrId: string): DoubleContainer {
    const container = this.find(nameOrId);
    if (!container) throw new AppError('not_found', `No container ${nameOrId}`);
    return container;
  }
}

/** Get the host ports of a running container, from its label. */
function portsOf({ spec }: DoubleContainer): string[] {
  return (spec.labels[dockerLabel.hostPorts] ?? '').split(',').filter((port) => port !== '');
}

/** List Gantry's folders that a container mounts: Docker refuses a container if one is missing. */
function boundFolders({ hostConfig }: ContainerSpec): string[] {
  const mounts = (hostConfig.Mounts ?? []) as { Type: string; Source: string }[]; // as the engine writes them
  return mounts.flatMap(({ Type, Source }) =>
    Type === 'bind' && Source.startsWith('/var/lib/gantry/') ? [Source] : [],
  );
}
