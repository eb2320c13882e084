import { keyOf } from '../component/labels';
import { type WorkloadPlace, workloadContainers } from './containers';

/** Start the stopped containers of a workload, the newest of each component. @returns their names */
export async function startContainers(place: WorkloadPlace): Promise<string[]> {
  const newestFirst = await workloadContainers(place);
  const keys = newestFirst.map(keyOf);
  const last = newestFirst.filter((container, index) => keys.indexOf(keyOf(container)) === index);
  const stopped = last.filter(({ status }) => status !== 'running');
  for (const { id } of stopped) await place.host.docker.startContainer(id);
  return stopped.map(({ name }) => name);
}
