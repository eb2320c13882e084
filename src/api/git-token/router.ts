import { z } from 'zod';
import { Secret } from '../../domain/secret';
import { findApplication } from '../../services/application-rows/find';
import { createGitToken, deleteGitToken, updateGitToken } from '../../services/git-tokens/change';
import { findTokenOf } from '../../services/git-tokens/choose';
import { findGitToken, listGitTokens } from '../../services/git-tokens/find';
import { listApplicationsOfToken } from '../../services/git-tokens/list-dependent-applications';
import { validateGitToken } from '../../services/git-tokens/validate';
import { can, router } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import {
  createInput,
  gitTokenOfApplicationWire,
  gitTokenWire,
  toFields,
  toGitTokenOfApplication,
  toGitTokenWire,
  updateInput,
} from './schema';

const tag = 'Git Tokens';
const path = '/git-tokens/{uuid}';
const audit = 'git_source';

/** The procedures on access tokens of forges. Their permissions are those on Git sources. */
export const gitTokenRouter = router({
  list: can('git_source:read', {
    rest: { method: 'GET', path: '/git-tokens', status: 200, tag, summary: 'List Git tokens' },
    input: z.strictObject({}),
    output: z.array(gitTokenWire),
  }).query(async ({ ctx }) => (await listGitTokens(ctx.scope)).map((row) => toGitTokenWire(ctx.scope, row))),

  get: can('git_source:read', {
    rest: { method: 'GET', path, status: 200, tag, summary: 'Get a Git token; its value is never shown' },
    input: z.strictObject({ uuid: pathId }),
    output: gitTokenWire,
  }).query(async ({ ctx, input }) => toGitTokenWire(ctx.scope, await findGitToken(ctx.scope, input.uuid))),

  create: can('git_source:create', {
    rest: { method: 'POST', path: '/git-tokens', status: 201, tag, summary: 'Store a Git token' },
    input: createInput,
    output: gitTokenWire,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const { forge, name, token } = input;
    const fields = { ...toFields(input), forge, name, token: new Secret(token) };
    return toGitTokenWire(ctx.scope, await createGitToken(ctx.scope, fields));
  }),

  update: can('git_source:update', {
    rest: { method: 'PATCH', path, status: 200, tag, summary: 'Update a Git token' },
    input: updateInput,
    output: gitTokenWire,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const { uuid, name, token } = input;
    const fields = {
      ...toFields(input),
      ...(name !== undefined && { name }),
      ...(token !== undefined && { token: new Secret(token) }),
    };
    return toGitTokenWire(ctx.scope, await updateGitToken(ctx.scope, uuid, fields));
  }),

  delete: can('git_source:delete', {
    rest: { method: 'DELETE', path, status: 200, tag, summary: 'Delete a Git token' },
    input: z.strictObject({ uuid: pathId }),
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await deleteGitToken(ctx.scope, input.uuid);
    return { message: 'Git token deleted.' };
  }),

  validate: can('git_source:update', {
    rest: {
      method: 'POST',
      path: `${path}/validate`,
      status: 200,
      tag,
      summary: 'Validate a Git token with its forge',
      bodyOptional: true,
    },
    input: z.strictObject({ uuid: pathId }),
    output: z.object({ valid: z.boolean(), message: z.string() }),
    audit,
  }).mutation(async ({ ctx, input }) => {
    const { isValid, message } = await validateGitToken(ctx.scope, input.uuid);
    return { valid: isValid, message };
  }),

  applications: can('git_source:read', {
    rest: {
      method: 'GET',
      path: `${path}/applications`,
      status: 200,
      tag,
      summary: 'List the applications that use a Git token',
    },
    input: z.strictObject({ uuid: pathId }),
    output: z.object({ applications: z.array(z.object({ uuid: z.string(), name: z.string() })) }),
  }).query(async ({ ctx, input }) => ({
    applications: await listApplicationsOfToken(ctx.scope, await findGitToken(ctx.scope, input.uuid)),
  })),

  ofApplication: can('application:read', {
    rest: {
      method: 'GET',
      path: '/applications/{uuid}/git-token',
      status: 200,
      tag,
      summary: 'Get the Git token that reports the deployments of an application',
    },
    object: { type: 'application', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: z.object({
      git_token: gitTokenOfApplicationWire
        .nullable()
        .meta({ description: 'Git token that writes at commits and pull requests; null: there is none.' }),
    }),
  }).query(async ({ ctx, input }) => {
    const chosen = await findTokenOf(ctx.scope, await findApplication(ctx.scope, input.uuid));
    return { git_token: chosen && toGitTokenOfApplication(chosen.token) };
  }),
});
