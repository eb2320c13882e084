import { type WorkloadPlace, workloadContainers } from './containers';

/** Remove every container of a workload; running ones are first given time to stop. @returns their names */
export async function removeContainers(place: WorkloadPlace, graceSeconds: number): Promise<string[]> {
  const { docker } = place.host;
  const containers = await workloadContainers(place);
  for (const container of containers) {
    if (container.status === 'running') await docker.stopContainer(container.id, graceSeconds);
    await docker.removeContainer(container.id, { force: true, volumes: false });
  }
  return containers.map(({ name }) => name);
}
