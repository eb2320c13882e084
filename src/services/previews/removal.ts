import type { Preview, Workload } from '../../db/generated/client';
import { errorMessage } from '../../domain/error';
import { MAIN_COMPONENT } from '../../domain/workload/component-spec';
import { previewName } from '../../domain/workload/preview-name';
import { type Presence, stopMs } from '../../engine/plans/presence';
import { removePlan } from '../../engine/plans/remove';
import type { OrganizationScope } from '../context';
import { requestLastComment, requestPreviewComment } from '../forge-reports/preview-comment';
import { type OperationDefinition, ofVersion } from '../operations/definition';
import type { LoadedOperation } from '../operations/load';
import { operationRef } from '../operations/operation-ref';
import { proxyRefOf } from '../servers/proxy-access';
import { graceOf } from '../workloads/grace-of';
import { admitWaiting } from './admit';

const VERSION = 1;
const REMOVAL_MS = 30 * 60_000;

/** Everything of a preview is deleted: nothing is kept for another one. */
export const everything = { deleteVolumes: true, deleteImages: true, deleteNetworks: true } as const;

/** What a preview of an application has on its server. */
export async function presenceOfPreview(
  scope: OrganizationScope,
  { uuid, server, workload }: Pick<LoadedOperation, 'uuid' | 'server' | 'workload'>,
  { pullRequestId }: Pick<Preview, 'pullRequestId'>,
): Promise<Presence> {
  const name = previewName(workload.uuid, pullRequestId);
  const preview = { workloadId: workload.id, pullRequestId };
  const ofStack = await scope.db.previewComponent.findMany({ where: { preview }, orderBy: { id: 'asc' } });
  return {
    ...operationRef(scope, { uuid, workload: { ...workload, uuid: name }, pullRequestId }),
    components: workload.stack
      ? ofStack.map((component) => ({ name: component.name, key: `${name}-${component.name}` }))
      : [{ name: MAIN_COMPONENT, key: name }],
    proxy: proxyRefOf(scope, server),
    graceSeconds: workload.stopGracePeriod,
    graceOf: graceOf(ofStack),
  };
}

/** What the previews of an application have on its server: it is removed with the application. */
export async function presenceOfPreviews(
  scope: OrganizationScope,
  operation: Pick<LoadedOperation, 'uuid' | 'server' | 'workload'>,
): Promise<Presence[]> {
  const previews = await scope.db.preview.findMany({ where: { workloadId: operation.workload.id } });
  return Promise.all(previews.map((preview) => presenceOfPreview(scope, operation, preview)));
}

/** The removal of a preview. Its rows are deleted last: until then, a failed removal is requested again. */
export const removePreview: OperationDefinition<Presence> = {
  version: VERSION,
  prepare: (scope, operation) => presenceOfPreview(scope, operation, operation),
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: (presence) => removePlan(presence, everything),
  secrets: () => [],
  deadlineMs: (presence) => REMOVAL_MS + stopMs(presence),
  async beforeEnd(scope, { workload, pullRequestId }, { outcome }) {
    if (outcome !== 'finished') return;
    await endPreview(scope, { workload, pullRequestId });
  },
};

/** Delete the rows of a preview, unless its pull request was reopened in the meantime, and say so at its comment. */
export async function endPreview(
  scope: OrganizationScope,
  { workload, pullRequestId }: { workload: Pick<Workload, 'id' | 'uuid'>; pullRequestId: number },
): Promise<void> {
  const where = { workloadId: workload.id, pullRequestId };
  // Before its row, which has the comment's number, is deleted: a crash in between loses nothing.
  const known = await requestPreviewComment(scope, where, { isRemoved: true });
  const commentId = await scope.db.$transaction(async (tx) => {
    const row = await tx.preview.findFirst({ where: { ...where, state: 'removing' } });
    const { count } = await tx.preview.deleteMany({ where: { ...where, state: 'removing' } });
    if (count > 0) await tx.domain.deleteMany({ where });
    return row?.commentId ?? null;
  });
  // The first comment was written in between.
  if (commentId !== null && known === null)
    await requestLastComment(scope, { applicationUuid: workload.uuid, pullRequestId, commentId });
  await admitWaiting(scope, workload).catch((error: unknown) => {
    // The preview is gone; the sweep deploys what waits.
    scope.log.warn({ application: workload.uuid, error: errorMessage(error) }, 'previews not deployed');
  });
}
