import { z } from 'zod';
import { AppError, invalidField } from '../../domain/error';
import { imageTag } from '../../domain/input/image-reference';
import { deployResources } from '../../services/deployments/deploy-resources';
import { deployTagged } from '../../services/deployments/deploy-tagged';
import { can } from '../authorize';
import { queryFlag } from '../wire/query';

const LIST_BYTES = 8192;
const pullRequest = z.coerce.number().int().min(0).optional();

/** Fields may stand in the query or in a JSON body; the older GET form takes them in the query. */
const input = z.strictObject({
  uuid: z.string().max(LIST_BYTES).optional(),
  tag: z.string().max(LIST_BYTES).optional(),
  force: queryFlag.optional(),
  pr: pullRequest,
  pull_request_id: pullRequest,
  docker_tag: imageTag.optional(),
});

const byUuid = z.object({
  deployments: z.array(
    z.object({ message: z.string(), resource_uuid: z.string(), deployment_uuid: z.string().optional() }),
  ),
});

const byTag = z.object({
  message: z.array(z.string()),
  details: z.array(z.object({ resource_uuid: z.string(), deployment_uuid: z.string() })),
});

export const deploy = can('application:deploy', {
  rest: {
    method: 'POST',
    path: '/deploy',
    status: 200,
    tag: 'Deployments',
    summary: 'Deploy by tag or uuid',
    getAlias: true,
    bodyOptional: true,
  },
  input,
  output: z.union([byUuid, byTag]),
  audit: 'application',
}).mutation(async ({ ctx, input }) => {
  const uuids = listOf(input.uuid);
  const tags = listOf(input.tag);
  const pullRequestId = input.pull_request_id ?? input.pr ?? 0;
  requireOneKind(uuids, tags, pullRequestId, input.docker_tag);
  const force = input.force ?? false;
  if (tags.length === 0) return { deployments: (await deployResources(ctx.scope, uuids, force)).map(toItem) };
  const started = await deployTagged(ctx.scope, tags, force);
  return {
    message: started.map(({ message }) => message),
    details: started.map(({ resourceUuid, deploymentUuid }) => ({
      resource_uuid: resourceUuid,
      deployment_uuid: deploymentUuid,
    })),
  };
});

/** Comma separated, blanks around entries allowed. */
function listOf(text: string | undefined): string[] {
  const entries = (text ?? '').split(',').map((entry) => entry.trim());
  return [...new Set(entries.filter((entry) => entry !== ''))];
}

function requireOneKind(
  uuids: readonly string[],
  tags: readonly string[],
  pullRequestId: number,
  dockerTag: string | undefined,
): void {
  if (uuids.length > 0 && tags.length > 0)
    throw new AppError('bad_request', 'You can only use uuid or tag, not both.');
  if (tags.length > 0 && pullRequestId > 0)
    throw new AppError('bad_request', 'You can only use tag or pr, not both.');
  if (dockerTag !== undefined && pullRequestId === 0)
    throw new AppError('bad_request', 'docker_tag requires pull_request_id.');
  if (uuids.length === 0 && tags.length === 0)
    throw new AppError('bad_request', 'You must provide uuid or tag.');
  if (pullRequestId > 0) throw invalidField('pr', 'Preview deployments are not available yet.');
}

function toItem(started: { message: string; resourceUuid: string; deploymentUuid: string }) {
  return {
    message: started.message,
    resource_uuid: started.resourceUuid,
    deployment_uuid: started.deploymentUuid,
  };
}
