import { coolifyLabel } from '../../domain/docker-label';
import type { ProxyProgram } from '../../domain/proxy';
import type { ContainerSpec } from '../../transport/docker/api';
import { proxyFolder } from '../server/folders';
import { proxyOf } from './kinds';
import { proxyLabels } from './model/find-proxy';
import { mountedFolder } from './model/mounted-folder';

interface ProxyContainerInput {
  instanceId: string;
  program: ProxyProgram;
  containerName: string;
  image: string;
  network: string;
  kernelVersion: string;
}

/** Specify the container of a proxy: configuration, certificates and sockets are in one folder of the server. */
export function proxyContainer(input: ProxyContainerInput): ContainerSpec {
  const folder = proxyFolder(input.instanceId);
  const { sysctls, ...program } = proxyOf(input).program(input);
  return {
    name: input.containerName,
    image: input.image,
    ...program,
    labels: {
      ...proxyLabels(input.instanceId, input.program),
      [coolifyLabel.managed]: 'true',
      [coolifyLabel.proxy]: 'true',
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
      ...(sysctls && { Sysctls: sysctls }),
    },
    network: { name: input.network, aliases: [] },
  };
}
