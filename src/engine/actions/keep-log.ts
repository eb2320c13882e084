import { errorMessage } from '../../domain/error';
import type { Clock } from '../../lib/clock';
import type { ContainerState } from '../../transport/docker';
import type { EndedContainer } from '../log-archive';
import type { ActionContext } from './context';

/** How much of a log is asked for, and how long a release waits for it: all that is of use, else its last lines. */
const attempts = [
  { tail: 200_000, deadlineMs: 10_000 },
  { tail: 1_000, deadlineMs: 3_000 },
] as const;

type KeepContext = Pick<ActionContext, 'host' | 'archive' | 'clock' | 'signal' | 'log'>;

/**
 * Stores the log of a container before it is removed (`deployment.md` D10.3). A log that cannot be read or stored is a
 * line in the deployment's log and nothing more.
 */
export async function keepLog(context: KeepContext, container: ContainerState): Promise<void> {
  const { host, archive, clock, signal, log } = context;
  const ended = endedContainer(container, clock);
  let problem: unknown;
  for (const attempt of attempts) {
    try {
      return await archive.keep(ended, (onLine) =>
        host.docker.readLog(container.id, { ...attempt, onLine, signal }),
      );
    } catch (error) {
      problem = error;
    }
  }
  await log.problem(`The log of ${ended.name} could not be kept: ${errorMessage(problem)}`);
}

function endedContainer(container: ContainerState, clock: Clock): EndedContainer {
  const isRunning = container.status === 'running' || container.status === 'paused';
  return {
    id: container.id,
    name: container.name.replace(/^\//, ''),
    deploymentUuid: container.labels['gantry.deployment'] ?? null,
    startedAt: timeOf(container.startedAt),
    endedAt: (isRunning ? null : timeOf(container.finishedAt)) ?? clock.now(),
    exitCode: isRunning ? null : container.exitCode,
  };
}

/** Docker writes year 1 for what has not happened. */
function timeOf(text: string): Date | null {
  const milliseconds = Date.parse(text);
  return milliseconds > 0 ? new Date(milliseconds) : null;
}
