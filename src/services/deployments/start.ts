import { queueOperation } from '../../db/queries/queue-operation';
import { AppError } from '../../domain/error';
import { newUuid } from '../../lib/random';
import { findApplication } from '../applications/find';
import type { Scope } from '../context';
import { enqueueDispatch } from '../operations/dispatch-job';
import { beingDeleted, requireLegal } from '../workloads/require-legal';
import { configurationOf } from './configuration';
import { dedupeKey } from './dedupe-key';
import type { PlanBasis } from './plan-basis';

export interface StartRequest {
  applicationUuid: string;
  kind: 'deploy' | 'restart';
  /** Rebuild without cache, and beside an identical deployment that is still active. */
  force: boolean;
  /** The plan that is carried out; its uuid becomes the deployment's. */
  plan?: { uuid: string; basis: PlanBasis };
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
 * @throws AppError 404 · 409 when the plan was deployed already · 429 when the server's queue is full
 */
export async function startDeployment(scope: Scope, request: StartRequest): Promise<StartedDeployment> {
  const application = await findApplication(scope, request.applicationUuid);
  requireLegal(application, request.kind);
  const [variables, destination] = await Promise.all([
    scope.db.environmentVariable.findMany({ where: { workloadId: application.id } }),
    scope.db.destination.findUniqueOrThrow({
      where: { id: application.destinationId },
      include: { server: true },
    }),
  ]);
  const { snapshot, hash } = configurationOf(scope.database.sealer, application, variables);
  const { plan } = request;
  const uuid = plan?.uuid ?? newUuid();
  const commit = plan?.basis.commit ?? application.gitCommitSha;
  const identity = {
    uuid,
    workloadId: application.id,
    pullRequestId: 0,
    commit,
    configHash: hash,
    imageTag: application.dockerRegistryImageTag,
    kind: request.kind,
    force: request.force,
  };
  const outcome = await queueOperation(scope.database.pool, {
    organizationId: scope.organizationId,
    workloadId: application.id,
    serverId: destination.serverId,
    uuid,
    kind: request.kind,
    parameters: {},
    cause: scope.principal.via === 'cookie' ? 'console' : 'api',
    actorUserId: scope.principal.user.id,
    pullRequestId: 0,
    dedupeKey: dedupeKey(identity),
    deployment: {
      force: request.force,
      commit,
      imageTag: identity.imageTag,
      snapshot,
      configHash: hash,
      planBasis: plan?.basis ?? null,
    },
    // A restart brings no new version, so it leaves those that do.
    supersedes: request.kind === 'restart' ? ['restart'] : null,
    queueLimit: destination.server.deploymentQueueLimit,
  });
  if (outcome.outcome === 'gone') throw beingDeleted();
  if (outcome.outcome === 'repeated') throw usedPlan(uuid);
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

/** @param uuid of the plan and of its deployment */
export function usedPlan(uuid: string): AppError {
  const body = { deployment_uuid: uuid };
  return new AppError('conflict', 'The plan was deployed already. Make a new one.', { body });
}
