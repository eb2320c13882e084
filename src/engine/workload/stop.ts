import { isOfComponent } from '../component/labels';
import { type WorkloadPlace, workloadContainers } from './containers';
import { type Grace, graceSecondsOf } from './grace';

/**
 * Stop every container of a workload that runs, or is restarting.
 * @param components only containers of these; absent: all
 * @returns their names
 */
export async function stopContainers(
  place: WorkloadPlace,
  grace: Grace,
  components?: readonly string[],
): Promise<string[]> {
  const all = await workloadContainers(place);
  const containers = components
    ? all.filter((each) => components.some((name) => isOfComponent(each, { name })))
    : all;
  const active = containers.filter(({ status }) => status !== 'exited' && status !== 'created');
  for (const each of active) await place.host.docker.stopContainer(each.id, graceSecondsOf(each, grace));
  return active.map(({ name }) => name);
}
