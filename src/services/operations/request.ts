import { createHash } from 'node:crypto';
import type { Cause, Workload } from '../../db/generated/client';
import {
  type NewDeployment,
  type NewOperation,
  type QueueOutcome,
  queueOperation,
} from '../../db/queries/queue-operation';
import { AppError, errorMessage } from '../../domain/error';
import type { OperationKind } from '../../domain/operation';
import { newUuid } from '../../lib/random';
import { workloadChanged } from '../changed';
import type { OrganizationScope, Scope } from '../context';
import { beingDeleted } from '../workloads/require-legal';
import { enqueueDispatch } from './dispatch-job';

export interface OperationRequest {
  kind: OperationKind;
  workload: Pick<Workload, 'id' | 'uuid' | 'kind' | 'destinationId'>;
  /** For a preview; absent: for the workload itself. */
  pullRequestId?: number;
  /** Absent: derived from the scope, a caller or a schedule. */
  cause?: Cause;
  /** Another workload of the same server, whose data it reads; no other operation runs on that one meanwhile. */
  source?: Pick<Workload, 'id'>;
  /** Absent: that of its deployment, or a new one. */
  uuid?: string;
  /** Plain data that the kind needs besides the workload; never secrets. */
  parameters?: object;
  /** Makes two operations of a kind duplicates while the first is active; absent: their parameters. */
  identity?: object;
  /** Secret parameters, sealed for `operations.parameters`. */
  sealedParameters?: Uint8Array;
  /** Kinds of waiting operations of the workload that this one supersedes; null: all that change what is running. */
  supersedes: readonly OperationKind[] | null;
  /** The row of a deployment; its uuid may be that of its plan. */
  deployment?: NewDeployment & { uuid: string; dedupeKey: string };
  /** The server that builds for it, if it is another one. */
  buildServerId?: number | null;
  /** Group with which it succeeds or is reverted. */
  groupId?: number;
  /** The deployment that it reverts. */
  revertsId?: number;
  /** The deployment whose release it brings to an additional destination. */
  parentId?: number;
}

export interface StartedOperation {
  uuid: string;
  /** True when an identical operation was already active: `uuid` is that one's. */
  isDuplicate: boolean;
}

const QUEUE_FULL = 'Deployment queue is full. Please wait for existing deployments to complete.';
const RETRY_AFTER_SECONDS = '60';

/**
 * Request an operation: insert a row, nudge the workers, and return at once.
 * @returns null: an operation with the given uuid already existed
 * @throws AppError 409 while the workload is being deleted · 429 when the server's queue is full of deployments
 */
export async function requestOperation(
  scope: Requester,
  request: OperationRequest,
): Promise<StartedOperation | null> {
  const { row, serverUuid } = await operationRow(scope, request);
  const outcome = await queueOperation(scope.database.pool, row);
  if (outcome.outcome === 'duplicate') return { uuid: outcome.uuid, isDuplicate: true };
  if (outcome.outcome === 'repeated') return null;
  if (outcome.outcome !== 'queued') throw queueRefusal(outcome, request);
  await announceQueued(scope, request, { uuids: [row.uuid, ...outcome.superseded], serverUuid });
  return { uuid: row.uuid, isDuplicate: false };
}

export type Requester = OrganizationScope & Partial<Pick<Scope, 'principal'>>;

/** The row of a request, to be queued, and the uuid of its server. */
export async function operationRow(
  scope: Requester,
  request: OperationRequest,
): Promise<{ row: NewOperation; serverUuid: string }> {
  const { workload, kind, deployment, parameters = {}, sealedParameters = null, pullRequestId = 0 } = request;
  const { server } = await scope.db.destination.findUniqueOrThrow({
    where: { id: workload.destinationId },
    include: { server: { select: { id: true, uuid: true, deploymentQueueLimit: true } } },
  });
  const uuid = request.uuid ?? deployment?.uuid ?? newUuid();
  const { revertsId = null, parentId = null } = request;
  const row = {
    uuid,
    organizationId: scope.organizationId,
    workloadId: workload.id,
    serverId: server.id,
    buildServerId: request.buildServerId ?? null,
    sourceWorkloadId: request.source?.id ?? null,
    kind,
    parameters,
    sealedParameters,
    cause: request.cause ?? causeOf(scope),
    actorUserId: scope.actorUserId,
    pullRequestId,
    dedupeKey: deployment?.dedupeKey ?? identityOf(request, uuid),
    deployment: deployment ?? null,
    supersedes: request.supersedes,
    // A revert is always accepted, and so is what follows from a deployment that was.
    queueLimit: deployment && revertsId === null && parentId === null ? server.deploymentQueueLimit : null,
    groupId: request.groupId ?? null,
    revertsId,
    parentId,
  };
  return { row, serverUuid: server.uuid };
}

/** Why an operation was not queued. */
export function queueRefusal({ outcome }: QueueOutcome, { workload }: OperationRequest): AppError {
  if (outcome === 'gone') return beingDeleted(workload.kind);
  return new AppError('too_many_requests', QUEUE_FULL, { headers: { 'Retry-After': RETRY_AFTER_SECONDS } });
}

/**
 * Nudge the workers, and tell consoles what was queued and superseded. A failure fails no request: the operation is
 * committed, and workers look for it now and then.
 */
export async function announceQueued(
  scope: Requester,
  { workload }: OperationRequest,
  { uuids, serverUuid }: { uuids: readonly string[]; serverUuid: string },
): Promise<void> {
  const { organizationId, changes, log } = scope;
  try {
    await enqueueDispatch(scope, serverUuid);
    for (const uuid of uuids) await changes.publish({ organizationId, kind: 'deployment', uuid });
    await workloadChanged(scope, workload);
  } catch (error) {
    log.warn({ operations: uuids, error: errorMessage(error) }, 'queued operation not announced');
  }
}

/** Without a caller, the cause is a schedule. */
function causeOf({ principal }: Partial<Pick<Scope, 'principal'>>): Cause {
  if (!principal) return 'schedule';
  return principal.via === 'cookie' ? 'console' : 'api';
}

/** The identity of a request: two with the same identity are one operation while the first is active. */
function identityOf(
  {
    workload,
    kind,
    parameters = {},
    identity = parameters,
    sealedParameters,
    pullRequestId,
  }: OperationRequest,
  uuid: string,
): string {
  // Sealed parameters cannot be compared.
  const parts = [
    workload.id,
    kind,
    identity,
    sealedParameters ? uuid : null,
    ...[pullRequestId ?? []].flat(),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
