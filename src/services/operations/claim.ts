import { type ClaimedOperation, claimOperation, serversWithWork } from '../../db/queries/claim-operation';
import { expireLeasesOf } from '../../db/queries/operation-lease';
import type { Services } from '../context';
import { enqueueDispatch } from './dispatch-job';
import { LEASE_MS } from './lease';

export type { ClaimedOperation };

type Place = Pick<Services, 'database' | 'queue'>;

/** Claim the next operation of a server for this process; null when there is nothing to do now. */
export function claimNext(
  { database }: Place,
  serverUuid: string,
  processId: string,
): Promise<ClaimedOperation | null> {
  return claimOperation(database.critical, { serverUuid, processId, leaseMs: LEASE_MS });
}

/** Ensure that every waiting operation, and every one of a dead worker, is dispatched (deployment contract P1). */
export async function dispatchWaiting(services: Place): Promise<void> {
  for (const serverUuid of await serversWithWork(services.database.critical))
    await enqueueDispatch(services, serverUuid);
}

/** Let others take over the operations of a dead process. */
export async function releaseLeasesOf({ database }: Place, processId: string): Promise<number> {
  return expireLeasesOf(database.critical, processId);
}
