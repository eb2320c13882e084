import { createHash } from 'node:crypto';
import type { Prisma } from '../../db/generated/client';
import { appendRemark } from '../../db/queries/operation-journal';
import { AppError } from '../../domain/error';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import type { LoadedOperation } from '../operations/load';
import { type OperationRequest, requestOperation, type StartedOperation } from '../operations/request';
import { openSpecification } from '../releases/specification';

/** An application at an additional destination. */
type Follower = Prisma.WorkloadGetPayload<{
  include: { destination: { include: { server: { select: { name: true } } } } };
}>;

const withPlace = { destination: { include: { server: { select: { name: true } } } } } as const;

/**
 * Queue a deployment of the release that was just recorded at each additional destination (deployment contract §6 step
 * 8). Called again after a crash: what was queued before stays the only one.
 */
export async function requestFollowers(scope: OrganizationScope, operation: LoadedOperation): Promise<void> {
  const { id: parentId, uuid, workloadId, kind, cause } = operation;
  const followers = await scope.db.workload.findMany({
    where: { followsId: workloadId, deletingAt: null, operations: { none: { parentId } } },
    include: withPlace,
    orderBy: { id: 'asc' },
  });
  if (followers.length === 0 || (await isStoppedSince(scope, operation))) return;
  const release = await scope.db.release.findUnique({
    where: { deploymentUuid: uuid },
    include: withSources,
  });
  if (!release?.specification) return;
  for (const follower of followers) {
    const request = followRequest(scope, follower, release, {
      parentId,
      kind: kind === 'restart' || kind === 'rollback' ? kind : 'deploy',
    });
    const started = await requestOperation(scope, { ...request, cause }).catch(refusedAsDeleted);
    if (started) await remark(scope, parentId, `${nameOf(follower)}: deployment ${started.uuid} is queued.`);
  }
}

const withSources = { specification: true } as const;
type Release = Prisma.ReleaseGetPayload<{ include: typeof withSources }>;

/**
 * Queue a deployment of what the application runs now at one additional destination.
 * @throws AppError 409 when the application was not deployed yet, or is being removed from there · 429
 */
export async function requestFollower(
  scope: OrganizationScope,
  follower: Follower & { followsId: number },
): Promise<StartedOperation> {
  const release = await scope.db.release.findFirst({
    where: { workloadId: follower.followsId, isCurrent: true, specification: { isNot: null } },
    include: withSources,
    orderBy: { id: 'desc' },
  });
  if (!release) throw new AppError('conflict', 'The application has no release yet. Deploy it first.');
  const started = await requestOperation(scope, followRequest(scope, follower, release, { kind: 'deploy' }));
  if (!started) throw new AppError('internal', 'A new deployment has the uuid of another one.');
  return started;
}

/** The operation that brings a release to an additional destination. */
function followRequest(
  scope: OrganizationScope,
  follower: Follower,
  release: Release,
  { parentId, kind }: { parentId?: number; kind: 'deploy' | 'restart' | 'rollback' },
): OperationRequest {
  const { specification, configHash } = release;
  if (!specification)
    throw new AppError('conflict', 'The release is no longer kept. Deploy the commit again.');
  const { snapshot } = openSpecification(scope.database.sealer, specification);
  const { dockerRegistryImageTag: tag } = snapshot.settings;
  const identity = [follower.id, 'follow', release.uuid, parentId ?? null];
  return {
    kind,
    workload: follower,
    parameters: { release: release.uuid } satisfies FollowParameters,
    ...(parentId !== undefined && { parentId }),
    // Not a stop: it was requested for the application, which it also stops.
    supersedes: ['deploy', 'restart', 'rollback'],
    deployment: {
      uuid: newUuid(),
      dedupeKey: createHash('sha256').update(JSON.stringify(identity)).digest('hex'),
      force: false,
      commit: release.commit ?? 'HEAD',
      imageTag: typeof tag === 'string' ? tag : null,
      snapshot,
      configHash,
      planBasis: null,
    },
  };
}

/** Parameters of the operation: uuid of the release of the application. */
export interface FollowParameters {
  release: string;
}

/** Whether the application was stopped or deleted after it was deployed. */
export async function isStoppedSince(
  { db }: Pick<OrganizationScope, 'db'>,
  { id, workloadId }: { id: number; workloadId: number },
): Promise<boolean> {
  const later = await db.operation.count({
    where: {
      workloadId,
      pullRequestId: 0,
      id: { gt: id },
      kind: { in: ['stop', 'delete'] },
      status: { in: ['queued', 'in_progress', 'finished'] },
    },
  });
  return later > 0;
}

/** How logs and messages name an additional destination. */
export function nameOf({ destination }: Pick<Follower, 'destination'>): string {
  return `Destination ${destination.name} on ${destination.server.name}`;
}

/** Write to the log of the deployment that others follow. */
export async function remark(
  { database, clock }: Pick<OrganizationScope, 'database' | 'clock'>,
  operationId: number,
  text: string,
  stream: 'stdout' | 'stderr' = 'stdout',
): Promise<void> {
  await appendRemark(database.pool, operationId, {
    step: 'destinations',
    stream,
    text,
    hidden: false,
    at: clock.now(),
  });
}

/** It is being removed from there. */
function refusedAsDeleted(error: unknown): null {
  if (error instanceof AppError && error.code === 'conflict') return null;
  throw error;
}
