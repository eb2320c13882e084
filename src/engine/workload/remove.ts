import { type WorkloadPlace, workloadContainers } from './containers';
import { type Grace, graceSecondsOf } from './grace';

/** Remove every container of a workload; running ones are first given time to stop. @returns their names */
export async function removeContainers(place: WorkloadPlace, grace: Grace): Promise<string[]> {
  const { docker } = place.host;
  const containers = await workloadContainers(place);
  for (const container of containers) {
    if (container.status === 'running')
      await docker.stopContainer(container.id, graceSecondsOf(container, grace));
    await docker.removeContainer(container.id, { force: true, volumes: false });
  }
  return containers.map(({ name }) => name);
}
