import { z } from 'zod';
import { wireStatus } from '../../domain/deployment-status';
import { sensitive } from '../../domain/sensitive';
import type { DeploymentRow } from '../../services/deployments/list';
import { childDeploymentWire, toChildDeploymentWire } from '../wire/child-deployment';
import { wireObject } from '../wire/object';
import { plainTimestamp, timestamp, toPlainTimestamp, toTimestamp } from '../wire/timestamp';

/**
 * Object `ApplicationDeploymentQueue` of the contract. Its configuration_snapshot and configuration_diff are never
 * sent.
 */
export const deploymentWire = wireObject({
  id: z.int(),
  application_id: z.string(),
  application_name: z.string(),
  application_uuid: z.string(),
  commit: z.string(),
  commit_message: z.string().nullable(),
  configuration_hash: z.string().nullable(),
  current_process_id: z.string().nullable(),
  deployment_url: z.string(),
  deployment_uuid: z.string(),
  destination_id: z.string(),
  destinations: z.array(childDeploymentWire).meta({
    description: 'Deployments of the same release at the additional destinations of the application.',
  }),
  docker_registry_image_tag: z.string().nullable(),
  failed_step: z.string().nullable().meta({ description: 'Step that failed.' }),
  finished_at: plainTimestamp.nullable(),
  force_rebuild: z.boolean(),
  git_type: z.string().nullable(),
  group_uuid: z.string().nullable().meta({
    description: 'Group of deployments that succeed or roll back together.',
  }),
  is_api: z.boolean(),
  is_webhook: z.boolean(),
  logs: sensitive(z.string().nullable()).meta({
    'x-sensitive': true,
    description: 'JSON text: an array of lines.',
  }),
  only_this_server: z.boolean(),
  parent_uuid: z.string().nullable().meta({
    description: 'Deployment whose release this one brings to an additional destination.',
  }),
  pull_request_id: z.int(),
  reason: z.string().nullable().meta({ description: 'Why it ended this way.' }),
  restart_only: z.boolean(),
  rollback: z.boolean(),
  server_id: z.int(),
  server_name: z.string(),
  server_uuid: z.string(),
  started_at: plainTimestamp.nullable(),
  status: z.string().meta({ example: 'finished' }),
  undo_attempts: z.int().meta({ description: 'Number of failed rollback attempts.' }),
  undo_problem: z.string().nullable().meta({ description: 'Why the rollback is not complete yet.' }),
  undo_retry_at: plainTimestamp.nullable().meta({ description: 'When the rollback is retried.' }),
  undoing_since: plainTimestamp.nullable().meta({ description: 'When the rollback started.' }),
  created_at: timestamp,
  updated_at: timestamp,
}).meta({ id: 'Deployment' });

/** Members of the contract's object that no caller receives (coolify-api §4.2). `X-Redacted-Fields` names them. */
export const hiddenDeploymentFields = ['configuration_diff', 'configuration_snapshot'] as const;

/** @param publicUrl of the console, without a trailing slash */
export function toDeploymentWire(row: DeploymentRow, publicUrl: string): z.infer<typeof deploymentWire> {
  return {
    id: row.id,
    application_id: String(row.workloadId),
    application_name: row.applicationName,
    application_uuid: row.applicationUuid,
    commit: row.resolvedCommit ?? row.commit,
    commit_message: row.commitMessage,
    configuration_hash: row.configHash,
    current_process_id: null,
    deployment_url: `${publicUrl}/applications/${row.applicationUuid}/deployments/${row.uuid}`,
    deployment_uuid: row.uuid,
    destination_id: String(row.destinationId),
    destinations: row.destinations.map(toChildDeploymentWire),
    docker_registry_image_tag: row.imageTag,
    failed_step: row.failedStep,
    finished_at: row.finishedAt === null ? null : toPlainTimestamp(row.finishedAt),
    force_rebuild: row.force,
    git_type: null,
    group_uuid: row.groupUuid,
    is_api: row.cause === 'api',
    is_webhook: row.cause === 'webhook',
    ...(row.logs === null ? {} : { logs: row.logs }),
    only_this_server: row.isAdditional,
    parent_uuid: row.parentUuid,
    pull_request_id: row.pullRequestId,
    reason: row.reason,
    restart_only: row.kind === 'restart',
    rollback: row.kind === 'rollback',
    server_id: row.serverId,
    server_name: row.serverName,
    server_uuid: row.serverUuid,
    started_at: row.startedAt === null ? null : toPlainTimestamp(row.startedAt),
    status: wireStatus(row.status),
    undo_attempts: row.undoAttempts,
    undo_problem: row.undoProblem,
    undo_retry_at: row.undoRetryAt === null ? null : toPlainTimestamp(row.undoRetryAt),
    undoing_since: row.undoingSince === null ? null : toPlainTimestamp(row.undoingSince),
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}
