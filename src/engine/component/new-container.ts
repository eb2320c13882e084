import { AppError } from '../../domain/error';
import type { ContainerState } from '../../transport/docker/api';
import { requireFact } from '../plan/facts';
import type { ActionContext } from '../step/context';

/** The new container of a component, and the network on which it is probed. */
export interface Watched {
  component: string;
  network: string;
}

/** Inspect the new container. @throws AppError when it exited or was restarted: it will not become healthy */
export async function runningContainer(
  component: string,
  { host, facts }: Pick<ActionContext, 'host' | 'facts'>,
): Promise<ContainerState> {
  const state = await host.docker.inspectContainer(requireFact(facts, component, 'containerId'));
  if (state === null) throw new AppError('unavailable', 'The new container was removed outside of Gantry.');
  if (state.status === 'running' && state.restartCount === 0) return state;
  const why = state.oomKilled
    ? ' because it used more memory than its limit'
    : state.error && ` (${state.error})`;
  throw new AppError(
    'unavailable',
    `The new container ended with status ${state.exitCode}${why}. Its last lines are below.`,
  );
}

/** Get the address of a container in the network of its component. */
export function addressOf(state: ContainerState, network: string): string {
  const address = state.networks[network]?.ipAddress;
  if (address) return address;
  throw new AppError('unavailable', `The new container has no address on the network ${network}.`);
}

export function unhealthy(why: string): AppError {
  return new AppError('unavailable', `The new container is not healthy: ${why}. Its last lines are below.`);
}
