import type {
  ContainerRunSpec,
  DockerRunOptions,
  MountSpec,
  PortMapping,
} from '../../domain/workload/container-run';
import type { PlacedFile } from './files';
import { limitOptions } from './limits';

/** Docker's HostConfig for the container of a component. */
export function hostOptions(
  container: ContainerRunSpec,
  files: readonly PlacedFile[],
): Record<string, unknown> {
  return {
    ...limitOptions(container.limits),
    ...runOptions(container.runOptions),
    NetworkMode: container.network,
    RestartPolicy: { Name: 'unless-stopped' },
    PortBindings: portBindings(container.portsMappings),
    Mounts: [
      ...container.mounts.map(mountOptions),
      ...files.map(({ path, target }) =>
        mountOptions({ kind: 'bind', source: path, target, readOnly: true }),
      ),
    ],
  };
}

function mountOptions({ kind, source, target, readOnly }: MountSpec): Record<string, unknown> {
  return { Type: kind, Source: source, Target: target, ...(readOnly && { ReadOnly: true }) };
}

function portBindings(
  mappings: readonly PortMapping[],
): Record<string, { HostIp: string; HostPort: string }[]> {
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const mapping of mappings) {
    const key = `${mapping.containerPort}/${mapping.protocol}`;
    bindings[key] = [
      ...(bindings[key] ?? []),
      { HostIp: mapping.ip ?? '', HostPort: String(mapping.hostPort) },
    ];
  }
  return bindings;
}

/** The allow-listed run options that are part of HostConfig; the rest belong to the container and its network. */
function runOptions(options: DockerRunOptions): Record<string, unknown> {
  const gpus = options.gpus === 'all' ? -1 : options.gpus;
  return {
    ...(options.capDrop && { CapDrop: options.capDrop }),
    ...(options.ulimits && {
      Ulimits: options.ulimits.map((limit) => ({ Name: limit.name, Soft: limit.soft, Hard: limit.hard })),
    }),
    ...(options.shmSize !== undefined && { ShmSize: options.shmSize }),
    ...(options.sysctls && { Sysctls: options.sysctls }),
    ...(options.dns && { Dns: options.dns }),
    ...(options.init !== undefined && { Init: options.init }),
    ...(options.tmpfs && { Tmpfs: options.tmpfs }),
    ...(gpus !== undefined && { DeviceRequests: [{ Driver: '', Count: gpus, Capabilities: [['gpu']] }] }),
  };
}
