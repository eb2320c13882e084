import { dockerLabel } from '../../domain/docker-label';
import type { ContainerState } from '../../transport/docker/api';
import { isOfComponent, ofWorkload } from '../component/labels';
import { componentFacts, factsOf } from '../plan/facts';
import type { ActionFunction } from '../step/context';

/**
 * Find out whether a component changed. A container from an earlier attempt of this operation is not compared: its
 * steps continue where they stopped.
 */
export const compareComponent: ActionFunction<'compare-component'> = async (action, context) => {
  const { target, configHash, ends, sharesWith } = action;
  const { host, facts, log } = context;
  const { name } = target.component;
  const { digest } = factsOf(facts, name);
  const listed = await host.docker.listContainers(ofWorkload(target.workload), true);
  const own = listed.filter((each) => isOfComponent(each, target.component));
  const others = own.filter(({ labels }) => labels[dockerLabel.deployment] !== target.operationUuid);
  const states = await Promise.all(others.map(({ id }) => host.docker.inspectContainer(id)));
  const isSame = (state: ContainerState) =>
    state.labels[dockerLabel.config] === configHash && state.labels[dockerLabel.release] === digest;
  const current = states
    .filter((state) => state !== null)
    .find((state) => isSame(state) && (isWell(state) || (ends && hasEndedWell(state))));
  const isShared = sharesWith.every((other) => factsOf(facts, other).isCurrent === true);
  if (current === undefined || own.length > 1 || !isShared) return undefined;
  await log.info(`${current.name} has not changed and is not replaced.`);
  return componentFacts(name, { isCurrent: true, containerId: current.id, containerName: current.name });
};

function isWell({ status, health }: ContainerState): boolean {
  return status === 'running' && health !== 'unhealthy';
}

function hasEndedWell({ status, exitCode }: ContainerState): boolean {
  return status === 'exited' && exitCode === 0;
}
