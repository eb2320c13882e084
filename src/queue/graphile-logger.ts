import { Logger as GraphileLogger, type LogFunctionFactory } from 'graphile-worker';
import type { Logger } from '../lib/log';

/** Forward the library's messages to Gantry's log. Its "info" is about every job, which is "debug" here. */
export function graphileLogger(log: Logger): GraphileLogger {
  const factory: LogFunctionFactory = (scope) => (level, message) => {
    const fields = { queue: scope.taskIdentifier ?? scope.label, job: scope.jobId };
    if (level === 'error') log.error(fields, message);
    else if (level === 'warning') log.warn(fields, message);
    else log.debug(fields, message);
  };
  return new GraphileLogger(factory);
}
