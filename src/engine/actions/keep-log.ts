import { errorMessage } from '../../domain/error';
import type { ContainerState } from '../../transport/docker/api';
import { lifeOf } from '../step/container-life';
import type { ActionContext } from '../step/context';

/**
 * How much of a log to request, and how long a release waits for it: first all that is useful, then its last lines.
 */
const attempts = [
  { tail: 200_000, deadlineMs: 10_000 },
  { tail: 1_000, deadlineMs: 3_000 },
] as const;

type KeepContext = Pick<ActionContext, 'host' | 'archive' | 'clock' | 'signal' | 'log'>;

/**
 * Store the log of a container before it is removed (`deployment.md` D10.3). A failure only adds a line to the
 * deployment's log.
 */
export async function keepLog(context: KeepContext, container: ContainerState): Promise<void> {
  const { host, archive, clock, signal, log } = context;
  const life = lifeOf(container);
  const ended = { ...life, endedAt: life.endedAt ?? clock.now() };
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
  await log.problem(`The log of ${ended.name} could not be saved: ${errorMessage(problem)}`);
}
