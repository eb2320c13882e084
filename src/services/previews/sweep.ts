import { tryExclusively } from '../../db/advisory-lock';
import { errorMessage } from '../../domain/error';
import { previewExpiry } from '../../domain/preview-expiry';
import { organizationScopeOf, type Services } from '../context';
import { admitWaiting } from './admit';
import { requestPreviewRemoval } from './request-removal';

/** Pause before a failed removal is tried again. */
const REMOVE_AGAIN_MS = 10 * 60_000;

/** Remove the expired previews, retry failed removals, and deploy what waits for a place. One process does it for all. */
export async function sweepPreviews(services: Services): Promise<void> {
  await tryExclusively(services.database.maintenance, 'gantry preview sweep', async () => {
    const now = services.clock.now().getTime();
    const previews = await services.database.unscoped.preview.findMany({
      where: {
        workload: { deletingAt: null, operations: { none: { status: { in: ['queued', 'in_progress'] } } } },
      },
      include: { workload: { include: { application: { select: { previewExpiryDays: true } } } } },
    });
    for (const { workload, ...preview } of previews) {
      const expiry = previewExpiry(preview.activeAt, workload.application?.previewExpiryDays ?? 0);
      const isExpired = expiry !== null && expiry.getTime() <= now;
      const isLeft = preview.state === 'removing' && preview.updatedAt.getTime() + REMOVE_AGAIN_MS <= now;
      if (!isLeft && (!isExpired || preview.state === 'removing')) continue;
      try {
        const scope = organizationScopeOf(services, preview.organizationId);
        const reason = 'the preview expired';
        await requestPreviewRemoval(scope, { application: workload, preview, reason, cause: 'system' });
      } catch (error) {
        services.log.warn({ preview: preview.uuid, error: errorMessage(error) }, 'preview not removed');
      }
    }
    await admitEverywhere(services);
  });
}

/** Deploy what waits for a place, where the limit was raised or a removal could not do it. */
async function admitEverywhere(services: Services): Promise<void> {
  const waiting = await services.database.unscoped.waitingPullRequest.findMany({
    where: { workload: { deletingAt: null } },
    distinct: ['workloadId'],
    select: { organizationId: true, workload: { select: { id: true, uuid: true } } },
  });
  for (const { organizationId, workload } of waiting)
    try {
      await admitWaiting(organizationScopeOf(services, organizationId), workload);
    } catch (error) {
      services.log.warn({ application: workload.uuid, error: errorMessage(error) }, 'previews not deployed');
    }
}
