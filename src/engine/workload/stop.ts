import { type WorkloadPlace, workloadContainers } from './containers';

/** Stop every container of a workload that runs, or tries to. @returns their names */
export async function stopContainers(place: WorkloadPlace, graceSeconds: number): Promise<string[]> {
  const containers = await workloadContainers(place);
  const active = containers.filter(({ status }) => status !== 'exited' && status !== 'created');
  for (const { id } of active) await place.host.docker.stopContainer(id, graceSeconds);
  return active.map(({ name }) => name);
}
