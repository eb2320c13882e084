import { tryExclusively } from '../../db/advisory-lock';
import type { Operation } from '../../db/generated/client';
import { listUnreportedEnds } from '../../db/queries/unreported-ends';
import { errorMessage } from '../../domain/error';
import { type OrganizationScope, organizationScopeOf, type Services } from '../context';
import { requestCommitStatus } from './commit-status';
import { requestPreviewComment } from './preview-comment';

/** Time after an end in which the process that wrote it queues the reports. */
const USUAL_MS = 30_000;
const BATCH = 500;

type Ended = Pick<Operation, 'id' | 'workloadId' | 'pullRequestId'>;

/**
 * Request the reports of the end of a deployment. Repeatable: until it has succeeded once, the sweep does it again, so
 * that no forge shows a deployment as running that a crash kept from being reported.
 */
export async function reportEnd(scope: OrganizationScope, operation: Ended): Promise<void> {
  await requestCommitStatus(scope, operation.id);
  await requestPreviewComment(scope, operation);
  await scope.db.deployment.updateMany({
    where: { operationId: operation.id },
    data: { endReportedAt: scope.clock.now() },
  });
}

/** Request the reports of deployments that ended without them. One process does it for all. */
export async function reportUnreportedEnds(services: Services): Promise<void> {
  const { maintenance } = services.database;
  await tryExclusively(maintenance, 'gantry forge report sweep', async () => {
    const ended = await listUnreportedEnds(maintenance, { afterMs: USUAL_MS, limit: BATCH });
    for (const operation of ended) {
      try {
        await reportEnd(organizationScopeOf(services, operation.organizationId), operation);
      } catch (error) {
        services.log.warn({ deployment: operation.uuid, error: errorMessage(error) }, 'end not reported');
      }
    }
  });
}
