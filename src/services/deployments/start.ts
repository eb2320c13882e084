import { createHash } from 'node:crypto';
import type { Preview } from '../../db/generated/client';
import type { InputJsonObject } from '../../db/generated/internal/prismaNamespace';
import { AppError } from '../../domain/error';
import { newUuid } from '../../lib/random';
import { findApplication } from '../application-rows/find';
import type { ApplicationRecord } from '../application-rows/record';
import type { OrganizationScope, Scope } from '../context';
import { type OperationRequest, requestOperation, type StartedOperation } from '../operations/request';
import { requireLegal } from '../workloads/require-legal';
import { asPreview } from './as-preview';
import { configurationOf } from './configuration';
import { dedupeKey } from './dedupe-key';
import { placeOfBuild } from './place-of-build';

export interface StartRequest {
  applicationUuid: string;
  kind: 'deploy' | 'restart';
  /** Rebuild without cache, and beside an identical deployment that is still active. */
  force: boolean;
  /** The plan to deploy; its uuid becomes the deployment's. */
  plan?: { uuid: string; basis: InputJsonObject; commit: string | null };
  /** Uuid of the deployment, unique; absent: a new one. */
  uuid?: string;
  /** The commit to deploy; absent: the application's. */
  commit?: string;
  /** Branch or tag that it was pushed to; absent: the application's branch. */
  ref?: string;
  /** Whether a forge requests it: then an existing deployment with this uuid is a duplicate. */
  isPushed?: boolean;
  /** The preview to deploy instead of the application itself. */
  preview?: Preview;
}

/**
 * Request a deployment: insert a row with the current configuration, nudge the workers, and return at once.
 * @throws AppError 404 · 409 when the plan was already deployed · 429 when the server's queue is full
 */
export async function startDeployment(
  scope: OrganizationScope & Partial<Pick<Scope, 'principal'>>,
  request: StartRequest,
): Promise<StartedOperation> {
  const started = await requestOperation(scope, await deploymentRequest(scope, request));
  if (started) return started;
  const uuid = request.plan?.uuid ?? request.uuid ?? '';
  if (request.isPushed) return { uuid, isDuplicate: true };
  throw usedPlan(uuid);
}

/** The operation of a deployment, with the current configuration. @throws AppError 404 */
export async function deploymentRequest(
  scope: OrganizationScope,
  request: StartRequest,
): Promise<OperationRequest> {
  const workload = await findApplication(scope, request.applicationUuid);
  requireLegal(workload, request.kind);
  const where = { workloadId: workload.id };
  const variables = await scope.db.environmentVariable.findMany({ where });
  const storages = await scope.db.storage.findMany({ where });
  const { plan, preview, isPushed = false } = request;
  const application = preview ? asPreview({ ...workload, variables }, preview) : { ...workload, variables };
  const file = await composeFileOf(scope, application);
  const parts = { variables: application.variables, storages };
  const { snapshot, hash: settingsHash } = configurationOf(scope.database.sealer, application, parts);
  const hash = file === null ? settingsHash : hashOf(settingsHash, file);
  const uuid = plan?.uuid ?? request.uuid ?? newUuid();
  const commit = plan?.commit ?? request.commit ?? application.gitCommitSha;
  const identity = {
    uuid,
    workloadId: application.id,
    pullRequestId: preview?.pullRequestId ?? 0,
    commit,
    configHash: hash,
    imageTag: application.dockerRegistryImageTag,
    kind: request.kind,
    force: request.force,
  };
  return {
    kind: request.kind,
    ...(isPushed && { cause: 'webhook' as const }),
    workload,
    pullRequestId: identity.pullRequestId,
    buildServerId: await placeOfBuild(scope, application, request.kind),
    ...(application.buildPack === 'dockercompose' && {
      parameters: { force: request.kind === 'restart', latest: request.force },
    }),
    // A restart brings no new version, so it does not supersede those that do.
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
      ...(request.ref !== undefined && { gitRef: request.ref }),
    },
  };
}

/** The sealed compose file of an application from one: its operations are those of a stack. */
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
  return new AppError('conflict', 'The plan was already deployed. Create a new one.', { body });
}
