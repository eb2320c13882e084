import { z } from 'zod';
import { previewExpiry } from '../../domain/preview-expiry';
import { previewStates } from '../../domain/states';
import { urlsOf } from '../../domain/workload/component-urls';
import { previewName } from '../../domain/workload/preview-name';
import { awaitsApproval } from '../../services/deployments/as-preview';
import type { ListedPreview } from '../../services/previews/list';
import { logContainerOf } from '../../services/stacks/log-container';
import { timestamp, toTimestamp } from '../wire/timestamp';

/** A preview in responses. */
export const previewWire = z
  .object({
    uuid: z.string(),
    pull_request_id: z.int(),
    pull_request_html_url: z.string().nullable(),
    pull_request_title: z.string(),
    pull_request_author: z.string().nullable(),
    git_branch: z.string().nullable().meta({ description: 'Source branch of the pull request.' }),
    commit: z.string().meta({ description: 'Newest commit, or HEAD.' }),
    state: z.enum(previewStates),
    status: z.string().meta({ example: 'running:healthy' }),
    fqdn: z.string().nullable().meta({
      description: 'URL; for a compose file, a comma-separated list of the URLs of its services. Null: none.',
    }),
    components: z
      .array(
        z.object({
          name: z.string(),
          fqdn: z.string().nullable().meta({ description: 'Comma-separated list of URLs.' }),
          status: z.string().meta({ example: 'running:healthy' }),
          container: z.string().meta({ description: 'Name of its container, for reading its log.' }),
        }),
      )
      .meta({
        description:
          'Services of the compose file; empty if there is no compose file or it was not deployed yet.',
      }),
    is_fork: z.boolean().meta({
      description: 'Whether it comes from another or an unknown repository. It then gets no secrets.',
    }),
    needs_approval: z
      .boolean()
      .meta({ description: 'Whether a member must approve the newest commit before it is deployed.' }),
    deployment_uuid: z.string().nullable().meta({ description: 'The last deployment.' }),
    deployment_url: z.string().nullable(),
    active_at: timestamp,
    expires_at: timestamp.nullable().meta({
      description:
        'When it is removed if there is no new commit and no deployment before, in UTC; null: when the pull request is closed, or it is being removed.',
    }),
    last_online_at: timestamp.nullable(),
    created_at: timestamp,
  })
  .meta({ id: 'Preview' });

/** @param publicUrl of the console, without a trailing slash */
export function toPreviewWire(
  row: ListedPreview,
  application: { uuid: string; previewExpiryDays: number },
  publicUrl: string,
): z.infer<typeof previewWire> {
  const { uuid: applicationUuid, previewExpiryDays } = application;
  const { deploymentUuid, components } = row;
  const expiry = row.state === 'removing' ? null : previewExpiry(row.activeAt, previewExpiryDays);
  const name = previewName(applicationUuid, row.pullRequestId);
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
    fqdn: row.fqdn ?? (urlsOf(components).join(',') || null),
    components: components.map((component) => ({
      name: component.name,
      fqdn: component.fqdn,
      status: component.status,
      container: logContainerOf(name, component.name),
    })),
    is_fork: row.isFork,
    needs_approval: awaitsApproval(row),
    deployment_uuid: deploymentUuid,
    deployment_url:
      deploymentUuid && `${publicUrl}/applications/${applicationUuid}/deployments/${deploymentUuid}`,
    active_at: toTimestamp(row.activeAt),
    expires_at: expiry && toTimestamp(expiry),
    last_online_at: row.lastOnlineAt && toTimestamp(row.lastOnlineAt),
    created_at: toTimestamp(row.createdAt),
  };
}
