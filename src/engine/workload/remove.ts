import { writeSlot } from '../proxy/slot-flag';
import { type WorkloadPlace, workloadContainers } from './containers';
import { notAllRemoved, OWNED_KINDS, type Problem, removeOwned } from './remove-owned';
import { type StopInput, takeOff } from './stop';

export interface RemoveInput extends StopInput {
  removeVolumes: boolean;
  removeImages: boolean;
  removeNetworks: boolean;
}

/**
 * Remove what a workload with one component has on a server: always its routes and containers, by flags the rest.
 * Touches only objects that carry this installation's labels for this workload.
 * @throws AppError `conflict` naming what could not be removed; everything else is gone then
 */
export async function removeWorkload(input: RemoveInput): Promise<void> {
  const { host, workload } = input;
  await takeOff(input);
  await writeSlot({ host, instanceId: workload.instanceId }, workload.uuid, 'blue');
  await removeContainers(input, input.graceSeconds);
  // A sweep that looked while a container still ran may have restored what it missed.
  await takeOff(input);
  const wanted = { volumes: input.removeVolumes, images: input.removeImages, networks: input.removeNetworks };
  const problems: Problem[] = [];
  for (const kind of OWNED_KINDS)
    if (wanted[kind]) problems.push(...(await removeOwned(input, kind)).problems);
  if (problems.length > 0) throw notAllRemoved(problems);
}

/** Remove every container of a workload, those that run after they had their time to end. @returns their names */
export async function removeContainers(place: WorkloadPlace, graceSeconds: number): Promise<string[]> {
  const { docker } = place.host;
  const containers = await workloadContainers(place);
  for (const container of containers) {
    if (container.status === 'running') await docker.stopContainer(container.id, graceSeconds);
    await docker.removeContainer(container.id, { force: true, volumes: false });
  }
  return containers.map(({ name }) => name);
}
