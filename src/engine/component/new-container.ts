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
  if (state.exitCode === 0 && startsOnlyShell(state)) throw noStartCommand();
  throw new AppError(
    'unavailable',
    `The new container ended with status ${state.exitCode}${why}. Its last lines are below.`,
  );
}

/** Programs that end at once without a terminal or a script, and their option that precedes a command. */
const SHELL_WORDS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', '-c', '-l', '-lc']);

/** Whether it starts nothing but a shell, as images do that were built without a start command. */
function startsOnlyShell({ command }: ContainerState): boolean {
  const words = command.map((word) => word.replace(/^(?:\/usr)?\/bin\//, ''));
  return words.every((word) => SHELL_WORDS.has(word));
}

function noStartCommand(): AppError {
  return new AppError(
    'unavailable',
    'The image has no start command: the new container started only a shell, which ended at once. Set start_command, or a CMD in the Dockerfile or a command in the compose file.',
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
