import { Logger as GraphileLogger, type LogFunctionFactory } from 'graphile-worker';
import type { Logger } from '../lib/log';

/** Said at each start. Jobs that wait for a machine hold no connection, so there may be more of them than connections. */
const isExpected = (message: string) => message.includes('maxPoolSize');

/** Forward the library's messages to Gantry's log. Its "info" is about every job, which is "debug" here. */
export function graphileLogger(log: Logger): GraphileLogger {
  const factory: LogFunctionFactory = (scope) => (level, message) => {
    const fields = { queue: scope.taskIdentifier ?? scope.label, job: scope.jobId };
    if (level === 'error') log.error(fields, message);
    else if (level === 'warning' && !isExpected(message)) log.warn(fields, message);
    else log.debug(fields, message);
  };
  return new GraphileLogger(factory);
}
