import { z } from 'zod';
import { wireStatus, wireStatuses } from '../../domain/deployment-status';
import { operationTitle } from '../../domain/operation';
import type { OperationRow } from '../../services/operations/list';
import { childDeploymentWire, toChildDeploymentWire } from '../wire/child-deployment';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

/** An operation on a workload: a deployment or any other. */
export const operationWire = wireObject({
  uuid: z.string(),
  kind: z.string().meta({ example: 'stop' }),
  title: z.string().meta({ description: 'Kind, as text.', example: 'Stop' }),
  status: z.string().meta({ description: `One of ${wireStatuses.join(', ')}.`, example: 'finished' }),
  cause: z.enum(['console', 'api', 'webhook', 'schedule', 'system']),
  reason: z.string().nullable().meta({ description: 'Why it ended this way.' }),
  failed_step: z.string().nullable().meta({ description: 'Step that failed.' }),
  group_uuid: z.string().nullable().meta({
    description: 'Group of deployments that succeed or roll back together.',
  }),
  is_waiting: z
    .boolean()
    .meta({ description: 'Whether its image is ready and it is waiting for its group.' }),
  commit: z.string().nullable().meta({ description: 'Of a deployment.' }),
  commit_message: z.string().nullable(),
  docker_registry_image_tag: z.string().nullable(),
  rollback_image: z.string().nullable().meta({
    description: 'First digits of the image id, if its release is kept and another one is running.',
  }),
  destination_name: z.string().nullable().meta({
    description: 'Additional destination of the application where it is done; null: the main one.',
  }),
  destinations: z.array(childDeploymentWire).meta({
    description: 'Deployments of the same release at the additional destinations of the application.',
  }),
  server_name: z.string(),
  server_uuid: z.string(),
  workload_name: z.string(),
  workload_uuid: z.string(),
  created_at: timestamp,
  started_at: timestamp.nullable(),
  finished_at: timestamp.nullable(),
  undo_attempts: z.int().meta({ description: 'Number of failed rollback attempts.' }),
  undo_problem: z.string().nullable().meta({ description: 'Why the rollback is not complete yet.' }),
  undo_retry_at: timestamp.nullable().meta({ description: 'When the rollback is retried.' }),
  undoing_since: timestamp.nullable().meta({ description: 'When the rollback started.' }),
}).meta({ id: 'Operation' });

export function toOperationWire(row: OperationRow): z.infer<typeof operationWire> {
  return {
    uuid: row.uuid,
    kind: row.kind,
    title: operationTitle(row),
    status: wireStatus(row.status),
    cause: row.cause,
    reason: row.reason,
    failed_step: row.failedStep,
    group_uuid: row.groupUuid,
    is_waiting: row.pausedAt !== null,
    commit: row.commit,
    commit_message: row.commitMessage,
    docker_registry_image_tag: row.imageTag,
    rollback_image: row.rollbackImage,
    destination_name: row.destinationName,
    destinations: row.destinations.map(toChildDeploymentWire),
    server_name: row.serverName,
    server_uuid: row.serverUuid,
    workload_name: row.workloadName,
    workload_uuid: row.workloadUuid,
    created_at: toTimestamp(row.createdAt),
    started_at: row.startedAt === null ? null : toTimestamp(row.startedAt),
    finished_at: row.finishedAt === null ? null : toTimestamp(row.finishedAt),
    undo_attempts: row.undoAttempts,
    undo_problem: row.undoProblem,
    undo_retry_at: row.undoRetryAt === null ? null : toTimestamp(row.undoRetryAt),
    undoing_since: row.undoingSince === null ? null : toTimestamp(row.undoingSince),
  };
}
