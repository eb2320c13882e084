import { z } from 'zod';
import { Secret } from '../../domain/secret';
import { createGitToken, deleteGitToken, updateGitToken } from '../../services/git-tokens/change';
import { findGitToken, listGitTokens } from '../../services/git-tokens/find';
import { listApplicationsOfToken } from '../../services/git-tokens/list-dependent-applications';
import { validateGitToken } from '../../services/git-tokens/validate';
import { can, router } from '../authorize';
import { applicationsAnswer, messageAnswer, pathId } from '../wire/answers';
import { createInput, gitTokenWire, toFields, toGitTokenWire, updateInput } from './schema';

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
    output: applicationsAnswer,
  }).query(async ({ ctx, input }) => ({
    applications: await listApplicationsOfToken(ctx.scope, await findGitToken(ctx.scope, input.uuid)),
  })),
});
