import { findReleaseImage, imageIsGone } from '../../engine/component/release-image';
import { newUuid } from '../../lib/random';
import type { Scope } from '../context';
import { type OperationRequest, requestOperation } from '../operations/request';
import { type KeptRelease, keptRelease, listKeptReleases } from '../releases/find-kept';
import type { KeptSpecification } from '../releases/specification';
import { hostOf } from '../servers/host';
import { dedupeKey } from './dedupe-key';
import { loadPlanned } from './load';
import type { RollbackParameters } from './rollback-definition';
import { findRollback, type RollbackSubject } from './rollback-subject';

export interface RollbackTarget {
  applicationUuid: string;
  /** Tag of an image, or the first digits of a commit or an image id. */
  commit: string;
  /** Deployment that made the release, when several have the same image. */
  deploymentUuid?: string | undefined;
}

/** Finds what is kept of a release. @throws AppError 409 when something that it needs is gone */
type FindRollback = (
  scope: Scope,
  subject: RollbackSubject,
) => Promise<{ kept: Pick<KeptSpecification, 'snapshot'> }>;

/**
 * Request a rollback: a deployment of an image that is on the server, with the variables and settings of its release.
 * @returns uuid of the deployment
 * @throws AppError 404 · 409 when the image or something else is gone, or while the application is being deleted · 422
 *   when no such release is kept · 429 when the server's queue is full
 */
export async function requestRollback(
  scope: Scope,
  target: RollbackTarget,
  find: FindRollback = findRollback,
): Promise<string> {
  const uuid = newUuid();
  const { application, server } = await loadPlanned(scope, target.applicationUuid, { uuid, force: false });
  const releases = await listKeptReleases(scope, application.id);
  const release = keptRelease(releases, target.commit, target.deploymentUuid);
  const { image: reference, digest } = release;
  const subject = { uuid, server, application, release: release.uuid };
  const { kept } = await find(scope, subject);
  const host = hostOf(scope, server, { targetType: 'application', targetUuid: application.uuid });
  if ((await findReleaseImage(host, { reference, digest: digest || null })) === null)
    throw imageIsGone(reference);
  await requestOperation(scope, rollbackRequest({ uuid, application, release, snapshot: kept.snapshot }));
  const running = releases.find(({ isCurrent }) => isCurrent)?.image ?? null;
  scope.notes.changed({ image: running }, { image: reference });
  return uuid;
}

interface RollbackOperation {
  uuid: string;
  application: OperationRequest['workload'];
  release: Pick<KeptRelease, 'uuid' | 'commit' | 'configHash'>;
  /** Configuration of the release. */
  snapshot: KeptSpecification['snapshot'];
}

/** The operation that brings a release back. */
export function rollbackRequest({
  uuid,
  application,
  release,
  snapshot,
}: RollbackOperation): OperationRequest {
  const { dockerRegistryImageTag: tag } = snapshot.settings;
  const imageTag = typeof tag === 'string' ? tag : null;
  const { configHash } = release;
  const commit = release.commit ?? 'HEAD';
  const identity = { uuid, workloadId: application.id, pullRequestId: 0, commit, configHash, imageTag };
  return {
    kind: 'rollback',
    workload: application,
    parameters: { release: release.uuid } satisfies RollbackParameters,
    supersedes: null,
    deployment: {
      uuid,
      // Never a duplicate (deployment contract D9.3).
      dedupeKey: dedupeKey({ ...identity, kind: 'rollback', force: true }),
      force: false,
      commit,
      imageTag,
      snapshot,
      configHash,
      planBasis: null,
    },
  };
}
