import { createHash } from 'node:crypto';
import { queueDeployment } from '../../db/queries/queue-deployment';
import { AppError, notFound } from '../../domain/error';
import { newUuid } from '../../lib/random';
import { findApplication } from '../applications/find';
import type { Scope } from '../context';
import { configurationOf } from './configuration';
import { enqueueDispatch } from './dispatch-job';

export interface StartRequest {
  applicationUuid: string;
  kind: 'deploy' | 'restart';
  /** Rebuild without cache, and beside an identical deployment that is still active. */
  force: boolean;
}

export interface StartedDeployment {
  uuid: string;
  /** True when an identical deployment was active already: `uuid` is that one's. */
  isDuplicate: boolean;
}

const QUEUE_FULL = 'Deployment queue is full. Please wait for existing deployments to complete.';
const RETRY_AFTER_SECONDS = '60';

/**
 * Asks for a deployment: a row with the configuration as it is now, and a nudge to the workers. Returns at once.
 * @throws AppError 404 · 429 when the server's queue is full
 */
export async function startDeployment(scope: Scope, request: StartRequest): Promise<StartedDeployment> {
  const application = await findApplication(scope, request.applicationUuid);
  const [variables, destination] = await Promise.all([
    scope.db.environmentVariable.findMany({ where: { applicationId: application.id } }),
    scope.db.destination.findUniqueOrThrow({
      where: { id: application.destinationId },
      include: { server: true },
    }),
  ]);
  const { snapshot, hash } = configurationOf(scope.database.sealer, application, variables);
  const uuid = newUuid();
  const target = [
    application.id,
    0,
    application.gitCommitSha,
    hash,
    application.dockerRegistryImageTag,
    request.kind,
  ];
  const outcome = await queueDeployment(scope.database.pool, {
    uuid,
    organizationId: scope.organizationId,
    applicationId: application.id,
    serverId: destination.serverId,
    kind: request.kind,
    force: request.force,
    isApi: scope.principal.via !== 'cookie',
    isWebhook: false,
    pullRequestId: 0,
    commit: application.gitCommitSha,
    imageTag: application.dockerRegistryImageTag,
    dedupeKey: dedupeKey(request.force ? [...target, uuid] : target),
    configHash: hash,
    snapshot,
    actorUserId: scope.principal.user.id,
    queueLimit: destination.server.deploymentQueueLimit,
    now: scope.clock.now(),
  });
  if (outcome.outcome === 'gone') throw notFound('Application');
  if (outcome.outcome === 'full')
    throw new AppError('too_many_requests', QUEUE_FULL, { headers: { 'Retry-After': RETRY_AFTER_SECONDS } });
  if (outcome.outcome === 'duplicate') return { uuid: outcome.uuid, isDuplicate: true };
  await enqueueDispatch(scope, destination.server.uuid);
  const { organizationId } = scope;
  for (const changed of [uuid, ...outcome.superseded])
    await scope.changes.publish({ organizationId, kind: 'deployment', uuid: changed });
  await scope.changes.publish({ organizationId, kind: 'application', uuid: application.uuid });
  return { uuid, isDuplicate: false };
}

function dedupeKey(parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
