import { MAIN_COMPONENT } from '../../domain/workload/component-spec';
import { isOfComponent, keyOf } from '../component/labels';
import { type WorkloadPlace, workloadContainers } from './containers';

export interface Orphan {
  name: string;
  /** Key of its component. */
  key: string;
}

/** Remove the containers of components that a workload no longer has. @param components names of the current ones */
export async function removeOrphans(
  place: WorkloadPlace,
  components: readonly string[],
  graceSeconds: number,
): Promise<Orphan[]> {
  const { docker } = place.host;
  const removed: Orphan[] = [];
  for (const container of await workloadContainers(place)) {
    if (components.some((name) => isOfComponent(container, { name }))) continue;
    if (container.status === 'running') await docker.stopContainer(container.id, graceSeconds);
    await docker.removeContainer(container.id, { force: true, volumes: false });
    removed.push({ name: container.name, key: keyOf(container) ?? MAIN_COMPONENT });
  }
  return removed;
}
