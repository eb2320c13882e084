import type {
  ContainerRunSpec,
  DockerRunOptions,
  MountSpec,
  PortMapping,
} from '../../domain/workload/container-run';
import { limitOptions } from './limits';

/**
 * Build Docker's HostConfig for the container of a component.
 * @param mounts with folders and files at their paths on the server
 */
export function hostOptions(
  container: ContainerRunSpec,
  mounts: readonly MountSpec[],
): Record<string, unknown> {
  return {
    ...limitOptions(container.limits),
    ...runOptions(container.runOptions),
    NetworkMode: container.network,
    RestartPolicy: { Name: 'unless-stopped' },
    PortBindings: portBindings(container.portsMappings),
    Mounts: mounts.map(mountOptions),
  };
}

function mountOptions(mount: MountSpec): Record<string, unknown> {
  const { kind, source, target, readOnly, noCopy, subpath, propagation } = mount;
  const volume = { ...(noCopy && { NoCopy: true }), ...(subpath && { Subpath: subpath }) };
  return {
    Type: kind,
    ...(source !== '' && { Source: source }),
    Target: target,
    ...(readOnly && { ReadOnly: true }),
    ...(Object.keys(volume).length > 0 && { VolumeOptions: volume }),
    ...(propagation && { BindOptions: { Propagation: propagation } }),
  };
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

/**
 * Convert the allow-listed run options that are part of HostConfig; the rest belong to the container and its network.
 */
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
