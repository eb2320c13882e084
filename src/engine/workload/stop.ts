import { isOfComponent } from '../component/labels';
import { type WorkloadPlace, workloadContainers } from './containers';

/**
 * Stop every container of a workload that runs, or is restarting.
 * @param components only containers of these; absent: all
 * @returns their names
 */
export async function stopContainers(
  place: WorkloadPlace,
  graceSeconds: number,
  components?: readonly string[],
): Promise<string[]> {
  const all = await workloadContainers(place);
  const containers = components
    ? all.filter((each) => components.some((name) => isOfComponent(each, { name })))
    : all;
  const active = containers.filter(({ status }) => status !== 'exited' && status !== 'created');
  for (const { id } of active) await place.host.docker.stopContainer(id, graceSeconds);
  return active.map(({ name }) => name);
}
