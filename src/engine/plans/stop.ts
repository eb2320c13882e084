import type { Plan } from '../plan/types';
import { outOfService, type Presence, takeOutOfService } from './presence';

/** Plan the stop of a workload. Its containers are kept, so that a start is quick. */
export function stopPlan(presence: Presence): Plan {
  return {
    operationUuid: presence.operationUuid,
    noun: 'stop',
    downtime: outOfService,
    steps: takeOutOfService(presence),
    cleanup: [],
  };
}
