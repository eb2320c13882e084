import { createHash } from 'node:crypto';
import { AppError } from '../../domain/error';
import { newUuid } from '../../lib/random';
import { findApplication } from '../applications/find';
import type { ApplicationRecord } from '../applications/record';
import type { OrganizationScope, Scope } from '../context';
import { requestOperation, type StartedOperation } from '../operations/request';
import { requireLegal } from '../workloads/require-legal';
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
  /** The push of a forge that it deploys; it starts one deployment of this uuid at most. */
  pushed?: { uuid: string; commit: string };
}

/**
 * Request a deployment: a row with the configuration as it is now, and a nudge to the workers. Return at once.
 * @throws AppError 404 · 409 when the plan was deployed already · 429 when the server's queue is full
 */
export async function startDeployment(
  scope: OrganizationScope & Partial<Pick<Scope, 'principal'>>,
  request: StartRequest,
): Promise<StartedOperation> {
  const application = await findApplication(scope, request.applicationUuid);
  requireLegal(application, request.kind);
  const where = { workloadId: application.id };
  const variables = await scope.db.environmentVariable.findMany({ where });
  const storages = await scope.db.storage.findMany({ where });
  const file = await composeFileOf(scope, application);
  const { snapshot, hash: settingsHash } = configurationOf(scope.database.sealer, application, {
    variables,
    storages,
  });
  const hash = file === null ? settingsHash : hashOf(settingsHash, file);
  const { plan, pushed } = request;
  const uuid = plan?.uuid ?? pushed?.uuid ?? newUuid();
  const commit = plan?.basis.commit ?? pushed?.commit ?? application.gitCommitSha;
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
  const started = await requestOperation(scope, {
    kind: request.kind,
    ...(pushed && { cause: 'webhook' as const }),
    workload: application,
    ...(file && { parameters: { force: request.kind === 'restart', latest: request.force } }),
    // A restart brings no new version, so it leaves those that do.
    supersedes: request.kind === 'restart' ? ['restart'] : null,
    deployment: {
      uuid,
      dedupeKey: dedupeKey(identity),
      force: request.force,
      commit,
      imageTag: identity.imageTag,
      snapshot,
      configHash: hash,
      planBasis: plan?.basis ?? null,
    },
  });
  if (started) return started;
  if (pushed) return { uuid, isDuplicate: true };
  throw usedPlan(uuid);
}

/** The file, sealed, of an application that is made from one: its operations are those of a stack. */
async function composeFileOf(
  { db }: Pick<OrganizationScope, 'db'>,
  { id, sourceKind }: ApplicationRecord,
): Promise<Uint8Array | null> {
  if (sourceKind !== 'compose') return null;
  return (await db.stack.findUniqueOrThrow({ where: { id } })).dockerCompose;
}

function hashOf(settings: string, file: Uint8Array): string {
  return createHash('sha256').update(settings).update(file).digest('hex');
}

/** @param uuid of the plan and of its deployment */
export function usedPlan(uuid: string): AppError {
  const body = { deployment_uuid: uuid };
  return new AppError('conflict', 'The plan was deployed already. Make a new one.', { body });
}
