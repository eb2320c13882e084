import { StepLog } from '../../engine/step/step-log';
import type { OrganizationScope } from '../context';

/** A log for engine verbs that run outside of an operation: what they say goes to the log of Gantry. */
export function machineLog(scope: OrganizationScope, server: { uuid: string }, about: string): StepLog {
  const log = {
    async append(lines: readonly { text: string }[]) {
      for (const { text } of lines) scope.log.debug({ server: server.uuid, text }, about);
    },
  };
  return new StepLog(log, scope.clock, about);
}
