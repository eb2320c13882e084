import { AppError } from '../../domain/error';
import { factsOf } from '../plan/facts';
import type { ActionContext } from '../step/context';
import { runningContainer, type Watched } from './new-container';
import { openPorts } from './open-ports';

const pauseMs = 500;
/** Consecutive refusals after which a port is closed: a single one may be a full backlog. */
const closedRounds = 2;

/**
 * Watch a version whose only sign of health is an open port or a running process (`deployment.md` D7.9).
 * @throws AppError when it exits, restarts or closes a port that was open
 */
export async function watch(ms: number, watched: Watched, context: ActionContext): Promise<void> {
  const { clock, signal, facts } = context;
  const { component } = watched;
  const ports = factsOf(facts, component).openPorts ?? [];
  const end = clock.monotonicMs() + ms;
  for (let closed = 0; ; ) {
    const open = ports.length > 0 ? await openPorts(ports, watched, context) : [];
    if (ports.length === 0) await runningContainer(component, context);
    closed = open.length < ports.length ? closed + 1 : 0;
    if (closed >= closedRounds) {
      const gone = ports.filter((port) => !open.includes(port));
      throw new AppError(
        'unavailable',
        `The new container stopped accepting connections on port ${gone.join(', ')} right after it took over. Its last lines are below.`,
      );
    }
    if (closed === 0 && clock.monotonicMs() >= end) return;
    await clock.sleep(pauseMs, signal);
  }
}
