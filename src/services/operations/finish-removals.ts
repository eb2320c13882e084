import { listUnfinishedRemovals, type UnfinishedRemoval } from '../../db/queries/unfinished-removals';
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
  for (const removal of await listUnfinishedRemovals(services.database.pool)) {
    try {
      await finish(services, removal);
    } catch (error) {
      services.log.error({ workload: removal.uuid, error: errorMessage(error) }, 'removal not finished');
    }
  }
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
