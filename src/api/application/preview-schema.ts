import { z } from 'zod';
import type { Preview } from '../../db/generated/client';
import { previewStates } from '../../domain/states';
import { awaitsApproval } from '../../services/deployments/as-preview';
import { timestamp, toTimestamp } from '../wire/timestamp';

/** A preview as callers read it. */
export const previewWire = z
  .object({
    uuid: z.string(),
    pull_request_id: z.int(),
    pull_request_html_url: z.string().nullable(),
    pull_request_title: z.string(),
    pull_request_author: z.string().nullable(),
    git_branch: z.string().nullable().meta({ description: 'Branch that the pull request would merge.' }),
    commit: z.string().meta({ description: 'The newest one, or HEAD.' }),
    state: z.enum(previewStates),
    status: z.string().meta({ example: 'running:healthy' }),
    fqdn: z.string().nullable().meta({ description: 'Address. Null: the application has no domain.' }),
    is_fork: z
      .boolean()
      .meta({ description: 'From another repository, or one that is not known: it is given no secrets.' }),
    needs_approval: z
      .boolean()
      .meta({ description: 'The newest commit is not deployed before a member approves it.' }),
    deployment_uuid: z.string().nullable().meta({ description: 'The last one.' }),
    deployment_url: z.string().nullable(),
    active_at: timestamp,
    last_online_at: timestamp.nullable(),
    created_at: timestamp,
  })
  .meta({ id: 'Preview' });

/** @param publicUrl of the console, without a trailing slash */
export function toPreviewWire(
  row: Preview,
  applicationUuid: string,
  publicUrl: string,
): z.infer<typeof previewWire> {
  const { deploymentUuid } = row;
  return {
    uuid: row.uuid,
    pull_request_id: row.pullRequestId,
    pull_request_html_url: row.url,
    pull_request_title: row.title,
    pull_request_author: row.author,
    git_branch: row.branch,
    commit: row.commit,
    state: row.state,
    status: row.status,
    fqdn: row.fqdn,
    is_fork: row.isFork,
    needs_approval: awaitsApproval(row),
    deployment_uuid: deploymentUuid,
    deployment_url:
      deploymentUuid && `${publicUrl}/applications/${applicationUuid}/deployments/${deploymentUuid}`,
    active_at: toTimestamp(row.activeAt),
    last_online_at: row.lastOnlineAt && toTimestamp(row.lastOnlineAt),
    created_at: toTimestamp(row.createdAt),
  };
}
