import {
  type LeftFollower,
  listLeftFollowers,
  listUnfinishedRemovals,
  type UnfinishedRemoval,
} from '../../db/queries/unfinished-removals';
import { errorMessage } from '../../domain/error';
import { workloadChanged } from '../changed';
import { organizationScopeOf, type Services } from '../context';
import { isOutOfReach } from '../servers/out-of-reach';
import { requestOperation } from './request';
import { removeRecords } from './request-removal';

/** Attempts of a failing removal, with growing pauses; after that, it is left to the users. */
const MAX_ATTEMPTS = 12;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 60 * 60_000;

/** Finish the removals that were interrupted or failed. */
export async function finishRemovals(services: Services): Promise<void> {
  const { pool } = services.database;
  for (const follower of await listLeftFollowers(pool))
    await tryTo(services, follower, () => removeWithApplication(services, follower));
  for (const removal of await listUnfinishedRemovals(pool))
    await tryTo(services, removal, () => finish(services, removal));
}

async function tryTo({ log }: Services, { uuid }: { uuid: string }, work: () => Promise<void>) {
  try {
    await work();
  } catch (error) {
    log.error({ workload: uuid, error: errorMessage(error) }, 'removal not finished');
  }
}

/** Remove an application from an additional destination that the request to delete it did not reach. */
async function removeWithApplication(services: Services, follower: LeftFollower): Promise<void> {
  const scope = organizationScopeOf(services, follower.organizationId, follower.actorUserId);
  if (isOutOfReach(follower.server)) return removeRecords(scope, follower);
  const { parameters } = follower;
  const request = { kind: 'delete', cause: 'system', supersedes: null } as const;
  await requestOperation(scope, { ...request, workload: follower, parameters });
}

async function finish(services: Services, removal: UnfinishedRemoval): Promise<void> {
  const scope = organizationScopeOf(services, removal.organizationId, removal.actorUserId);
  if (removal.status === 'finished') await scope.db.workload.deleteMany({ where: { id: removal.id } });
  else if (isOutOfReach(removal.server)) await removeRecords(scope, removal);
  else if (isDue(removal)) {
    const { parameters } = removal;
    const request = { kind: 'delete', cause: 'system', supersedes: null } as const;
    await requestOperation(scope, { ...request, workload: removal, parameters });
    return;
  } else return;
  await workloadChanged(scope, removal);
}

function isDue({ status, attempts, endedMsAgo }: UnfinishedRemoval): boolean {
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  return status === 'failed' && attempts < MAX_ATTEMPTS && endedMsAgo >= pauseMs;
}
