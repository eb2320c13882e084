import { AppError } from '../../domain/error';
import type { ContainerSummary } from '../../transport/docker/api';
import type { Host } from '../../transport/host';

/**
 * Remove a network on which no workload has a container; the proxy leaves it first.
 * @returns whether it was removed
 */
export async function removeEmptyNetwork(
  host: Host,
  proxy: ContainerSummary | null,
  name: string,
): Promise<boolean> {
  const { docker } = host;
  // Includes stopped containers, which Docker does not count as connected.
  const containers = await docker.listContainers({}, true);
  const isUsed = containers.some(({ id, networks }) => networks.includes(name) && id !== proxy?.id);
  if (isUsed) return false;
  const served = proxy?.networks.includes(name) ? proxy : null;
  if (served) await docker.disconnectNetwork(name, served.id);
  try {
    await docker.removeNetwork(name);
    return true;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    // A container joined meanwhile, which the proxy may have to reach.
    if (served) await docker.connectNetwork(name, served.id, []);
    return false;
  }
}
