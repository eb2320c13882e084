import { errorOrigin } from '../domain/error';
import type { Clock } from './clock';

/** Time to stop in order after a fault: the process must not continue in an unknown state. */
const STOP_LIMIT_MS = 20_000;

export interface FaultHandling {
  report(fault: { error: string; origin: string }): void;
  /** Stop everything that was started, and exit with this status. */
  stop(exitCode: number): Promise<void>;
  /** Exit at once. */
  exit(exitCode: number): void;
  clock: Pick<Clock, 'sleep'>;
}

type Events = Pick<NodeJS.EventEmitter, 'on'>;

/** Report an uncaught error, and end the process: in order, or at once when that takes too long. */
export function endOnFault(events: Events, { report, stop, exit, clock }: FaultHandling): void {
  let isEnding = false;
  const onFault = (origin: string) => (error: unknown) => {
    report({ error: errorOrigin(error), origin });
    if (isEnding) return;
    isEnding = true;
    const giveUp = () => exit(1);
    clock.sleep(STOP_LIMIT_MS).then(giveUp, giveUp);
    stop(1).catch((problem: unknown) => {
      report({ error: errorOrigin(problem), origin: 'stop' });
      exit(1);
    });
  };
  events.on('uncaughtException', onFault('uncaughtException'));
  events.on('unhandledRejection', onFault('unhandledRejection'));
}
