import { z } from 'zod';
import { AppError, invalidField } from '../../domain/error';
import { imageTag } from '../../domain/input/docker/image-reference';
import { queryFlag } from '../wire/query';

const LIST_BYTES = 8192;
const pullRequest = z.coerce.number<number | string>().int().min(0).max(2_147_483_647).optional();

/** Number of a pull request, under either of its names. */
export const pullRequestInput = { pr: pullRequest, pull_request_id: pullRequest };

/** Input of a deployment, in the query or in a JSON body. The older GET form has only the query. */
export const deployInput = z.strictObject({
  uuid: z.string().max(LIST_BYTES).optional(),
  tag: z.string().max(LIST_BYTES).optional(),
  force: queryFlag.optional(),
  ...pullRequestInput,
  docker_tag: imageTag.optional(),
  atomic: queryFlag.optional().meta({
    description: 'Deploy them as a group: if one fails, all go back to what ran before.',
  }),
  plan_id: z
    .string()
    .max(LIST_BYTES)
    .optional()
    .meta({ description: 'Carries out a plan from POST /deployments/plan, or responds with 409.' }),
});

/** The target of a deployment. */
export type DeployTarget =
  | { kind: 'plan'; planUuid: string; applicationUuid: string | undefined }
  | { kind: 'uuids'; uuids: string[]; force: boolean; isAtomic: boolean }
  | { kind: 'pull request'; uuids: string[]; force: boolean; pullRequestId: number; imageTag?: string }
  | { kind: 'tags'; tags: string; force: boolean; isAtomic: boolean };

/**
 * Determine the target.
 * @throws AppError 400 for fields that exclude each other · 422 for the plan of a pull request
 */
export function deployTarget(input: z.infer<typeof deployInput>): DeployTarget {
  const uuids = listOf(input.uuid);
  const tags = listOf(input.tag);
  const { plan_id: planUuid, force = false, atomic: isAtomic = false } = input;
  requireOneKind(input, uuids, tags);
  if (planUuid !== undefined) refusePullRequest(input);
  const pullRequestId = numberOf(input);
  const { docker_tag: imageTag } = input;
  if (pullRequestId > 0)
    return { kind: 'pull request', uuids, force, pullRequestId, ...(imageTag !== undefined && { imageTag }) };
  if (planUuid !== undefined) return { kind: 'plan', planUuid, applicationUuid: uuids[0] };
  return tags.length === 0
    ? { kind: 'uuids', uuids, force, isAtomic }
    : { kind: 'tags', tags: input.tag ?? '', force, isAtomic };
}

/** Refuse to plan a pull request. @throws AppError 422 */
export function refusePullRequest(input: { pr?: number; pull_request_id?: number }): void {
  if (numberOf(input) > 0) throw invalidField('pr', 'Deployments of pull requests cannot be planned.');
}

function numberOf(input: { pr?: number; pull_request_id?: number }): number {
  return input.pull_request_id ?? input.pr ?? 0;
}

/** Split a comma-separated list and remove duplicates; spaces around entries are allowed. */
function listOf(text: string | undefined): string[] {
  const entries = (text ?? '').split(',').map((entry) => entry.trim());
  return [...new Set(entries.filter((entry) => entry !== ''))];
}

function requireOneKind(
  input: z.infer<typeof deployInput>,
  uuids: readonly string[],
  tags: readonly string[],
): void {
  const isPlan = input.plan_id !== undefined;
  const isPullRequest = numberOf(input) > 0;
  if (uuids.length > 0 && tags.length > 0) refuse('You can only use uuid or tag, not both.');
  if (tags.length > 0 && isPullRequest) refuse('You can only use tag or pr, not both.');
  if (input.docker_tag !== undefined && !isPullRequest) refuse('docker_tag requires pull_request_id.');
  if (input.atomic && (isPlan || isPullRequest)) refuse('atomic can only be used with uuid or tag.');
  if (isPlan && tags.length > 0) refuse('You can only use plan_id or tag, not both.');
  if (isPlan && uuids.length > 1) refuse('A plan is for one application.');
  if (isPlan && input.force !== undefined)
    refuse('The plan already determines whether to rebuild. Leave out force.');
  if (!isPlan && uuids.length === 0 && tags.length === 0) refuse('You must provide uuid or tag.');
}

function refuse(message: string): never {
  throw new AppError('bad_request', message);
}
