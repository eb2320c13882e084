import type { LabHost } from '../lab/types';
import type { TopLevel } from './top-level';

/** What `docker inspect` shows of a container. */
export interface Inspected {
  Id: string;
  Name: string;
  Config: Record<string, unknown> & {
    Hostname: string;
    Env: string[] | null;
    Labels: Record<string, string> | null;
  };
  HostConfig: Record<string, unknown> & {
    NetworkMode: string;
    RestartPolicy: { Name: string; MaximumRetryCount: number };
    Binds: string[] | null;
    Mounts?: HostMount[];
    Tmpfs?: Record<string, string>;
  };
  Mounts: {
    Type: string;
    Name?: string;
    Source: string;
    Destination: string;
    RW: boolean;
    Propagation: string;
  }[];
  NetworkSettings: { Networks: Record<string, { Aliases: string[] | null }> };
}

export interface HostMount {
  Type: string;
  Target: string;
  VolumeOptions?: { NoCopy?: boolean };
  TmpfsOptions?: { SizeBytes?: number; Mode?: number };
}

/** Containers of a file by the service that they run. */
export type Containers = ReadonlyMap<string, Inspected>;

/** What was made of a file. */
export interface Made {
  containers: Containers;
  topLevel: TopLevel;
}

/** @param label that names the service */
export function byService(all: readonly Inspected[], label: string): Containers {
  return new Map(all.map((container) => [container.Config.Labels?.[label] ?? container.Name, container]));
}

/** Ids of containers → their services. */
export function servicesById(containers: Containers): Map<string, string> {
  return new Map([...containers].map(([service, { Id }]) => [Id, service]));
}

/** Run a program of a machine. @throws Error with what it printed */
export async function run(host: LabHost, argv: string[], input?: string): Promise<string> {
  const { code, stdout, stderr } = await host.exec(argv, input === undefined ? {} : { input });
  if (code === 0) return stdout;
  throw new Error(`${argv.join(' ').slice(0, 200)} ended with ${code}: ${stderr.trim() || stdout.trim()}`);
}
