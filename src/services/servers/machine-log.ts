import { StepLog } from '../../engine/step/step-log';
import type { OrganizationScope } from '../context';

/** A step log for engine functions that run outside an operation: it writes to Gantry's own log. */
export function machineLog(scope: OrganizationScope, server: { uuid: string }, about: string): StepLog {
  const log = {
    async append(lines: readonly { text: string }[]) {
      for (const { text } of lines) scope.log.debug({ server: server.uuid, text }, about);
    },
  };
  return new StepLog(log, scope.clock, about);
}
