import { dockerLabel } from '../../domain/docker-label';
import { AppError, errorMessage } from '../../domain/error';
import type { PortMapping } from '../../domain/workload/container-run';
import type { WorkloadRef } from '../../domain/workload/workload-ref';
import { ConnectFailure, ConnectionLost, HostKeyMismatch } from '../../transport/ssh/failures';
import { ofWorkload } from '../component/labels';
import { diskSpace, hasRoom } from '../server/disk';
import { listeningPorts } from '../server/listening-ports';
import type { ActionContext, ActionFunction } from '../step/context';

const oldestDocker = [20, 10] as const;

export const checkDocker: ActionFunction<'check-docker'> = async (_action, { host, log }) => {
  const { version } = await host.docker.version().catch((cause: unknown) => {
    // An unreachable server or a changed host key must not be reported as missing Docker.
    if (isConnectionFailure(cause)) throw cause;
    throw new AppError(
      'unavailable',
      `Docker does not respond on this server (${errorMessage(cause)}). Install Docker Engine 20.10 or later, or start it, and validate the server.`,
      { cause },
    );
  });
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < oldestDocker[0] || (major === oldestDocker[0] && minor < oldestDocker[1])) {
    throw new AppError('unavailable', `Docker ${version} is too old: install Docker Engine 20.10 or later.`);
  }
  await log.debug(`Docker ${version}`);
  return undefined;
};

export const checkDisk: ActionFunction<'check-disk'> = async (action, { host }) => {
  const { rootDir } = await host.docker.info();
  const space = await diskSpace(host, rootDir);
  if (hasRoom(space, action)) return undefined;
  const { freeBytes, totalBytes } = space;
  const { minFreeBytes, minFreeRatio } = action;
  const needed = `${gigabytes(minFreeBytes)} GB${minFreeRatio > 0 ? ` and ${minFreeRatio * 100} %` : ''}`;
  throw new AppError(
    'conflict',
    `The disk of ${rootDir} is almost full: ${gigabytes(freeBytes)} of ${gigabytes(totalBytes)} GB are free, and ${needed} are needed. Free up space on the server, or enlarge the disk.`,
  );
};

export const checkHostPorts: ActionFunction<'check-host-ports'> = async (action, context) => {
  const own = await ownHostPorts(action.workload, context);
  const listening = await listeningPorts(context.host);
  const taken = action.mappings.map(portName).filter((port) => listening.has(port) && !own.has(port));
  if (taken.length === 0) return undefined;
  throw new AppError(
    'conflict',
    `Already in use on the server: port ${taken.join(', ')}. Choose another host port in ports_mappings, or stop what listens there.`,
  );
};

/** List the host ports of this workload's containers: they are free by the time the new one starts. */
async function ownHostPorts(workload: WorkloadRef, { host }: ActionContext): Promise<Set<string>> {
  const containers = await host.docker.listContainers(ofWorkload(workload), false);
  return new Set(
    containers.flatMap((container) => (container.labels[dockerLabel.hostPorts] ?? '').split(',')),
  );
}

function isConnectionFailure(error: unknown): boolean {
  return (
    error instanceof ConnectFailure || error instanceof ConnectionLost || error instanceof HostKeyMismatch
  );
}

function portName(mapping: PortMapping): string {
  return `${mapping.hostPort}/${mapping.protocol}`;
}

function gigabytes(bytes: number): string {
  return (bytes / 1024 ** 3).toFixed(1);
}
