import type { ContainerSpec } from '../../transport/docker/api';
import { ownedBy } from '../component/labels';
import { proxyFolder } from '../server/folders';
import { mountedFolder } from './caddy-servers';

/** First kernel with net.ipv4.tcp_migrate_req. */
const migratingKernel = [5, 14] as const;

interface ProxyContainerInput {
  instanceId: string;
  containerName: string;
  image: string;
  network: string;
  kernelVersion: string;
}

/** The Caddy container: configuration, certificates and sockets live in one folder of the server. */
export function proxyContainer(input: ProxyContainerInput): ContainerSpec {
  const folder = proxyFolder(input.instanceId);
  return {
    name: input.containerName,
    image: input.image,
    entrypoint: ['caddy'],
    // --resume: after a restart Caddy serves what it served before, even while Gantry is away.
    cmd: ['run', '--resume', '--config', `${mountedFolder}/bootstrap.json`],
    env: [`XDG_CONFIG_HOME=${mountedFolder}/config`, `XDG_DATA_HOME=${mountedFolder}/data`],
    labels: {
      ...ownedBy(input.instanceId),
      'gantry.kind': 'proxy',
      'coolify.managed': 'true',
      'coolify.proxy': 'true',
    },
    exposedPorts: ['80/tcp', '443/tcp', '443/udp'],
    hostConfig: {
      NetworkMode: input.network,
      RestartPolicy: { Name: 'unless-stopped' },
      PortBindings: {
        '80/tcp': [{ HostIp: '', HostPort: '80' }],
        '443/tcp': [{ HostIp: '', HostPort: '443' }],
        '443/udp': [{ HostIp: '', HostPort: '443' }],
      },
      Mounts: [{ Type: 'bind', Source: folder, Target: mountedFolder }],
      // On a reload Caddy opens the new listener beside the old one (SO_REUSEPORT) and closes the old one. Connections
      // that still wait in the old socket's accept queue are reset then, unless the kernel moves them to the new one.
      ...(kernelMigrates(input.kernelVersion) && { Sysctls: { 'net.ipv4.tcp_migrate_req': '1' } }),
    },
    network: { name: input.network, aliases: [] },
  };
}

function kernelMigrates(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major > migratingKernel[0] || (major === migratingKernel[0] && minor >= migratingKernel[1]);
}
