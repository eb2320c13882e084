import { z } from 'zod';
import { createGithubApp } from '../../services/github-apps/create';
import { findGithubApp, listGithubApps } from '../../services/github-apps/find';
import type { GithubAppFields } from '../../services/github-apps/input';
import { refreshInstallations } from '../../services/github-apps/installations/refresh';
import { listInstallations } from '../../services/github-apps/installations/store';
import { listDependentApplications } from '../../services/github-apps/list-dependent-applications';
import { removeGithubApp } from '../../services/github-apps/remove';
import { listBranches, listRepositories } from '../../services/github-apps/repositories';
import { updateGithubApp } from '../../services/github-apps/update';
import { can, router } from '../authorize';
import { applicationsAnswer, messageAnswer, pathId } from '../wire/answers';
import { installationsWire, toInstallationsWire } from './installation';
import { apiUrlOf, createInput, githubAppWire, toFields, toGithubAppWire, updateInput } from './schema';
import { setupProcedures } from './setup';

const tag = 'GitHub Apps';
const path = '/github-apps/{github_app_id}';

const repository = z
  .object({
    id: z.int(),
    name: z.string(),
    full_name: z.string(),
    private: z.boolean(),
    default_branch: z.string().nullable(),
    html_url: z.string().nullable(),
  })
  .meta({ id: 'GithubRepository' });

const unread = z.object({
  account: z.string(),
  reason: z.string().meta({
    description: 'Why they could not be listed, and what to do.',
    example: 'The installation is suspended. Unsuspend it on GitHub.',
  }),
});

const branch = z
  .object({ name: z.string(), commit: z.object({ sha: z.string() }).nullable() })
  .meta({ id: 'GithubBranch' });

export const githubAppRouter = router({
  ...setupProcedures,

  list: can('git_source:read', {
    rest: { method: 'GET', path: '/github-apps', status: 200, tag, summary: 'List GitHub Apps' },
    input: z.strictObject({}),
    output: z.array(githubAppWire),
  }).query(async ({ ctx }) =>
    (await listGithubApps(ctx.scope)).map((row) => toGithubAppWire(ctx.scope, row)),
  ),

  create: can('git_source:create', {
    rest: { method: 'POST', path: '/github-apps', status: 201, tag, summary: 'Create a GitHub App' },
    input: createInput,
    output: githubAppWire,
    audit: 'git_source',
  }).mutation(async ({ ctx, input }) => {
    const { api_url = apiUrlOf(input.html_url) } = input;
    const fields = toFields({ ...input, api_url }) as GithubAppFields; // `createInput` requires what has no default
    return toGithubAppWire(ctx.scope, await createGithubApp(ctx.scope, fields));
  }),

  update: can('git_source:update', {
    rest: { method: 'PATCH', path, status: 200, tag, summary: 'Update a GitHub App' },
    input: updateInput,
    output: z.object({ message: z.string(), data: githubAppWire }),
    audit: 'git_source',
  }).mutation(async ({ ctx, input: { github_app_id, ...fields } }) => {
    const app = await updateGithubApp(ctx.scope, github_app_id, toFields(fields));
    return { message: 'GitHub app updated successfully', data: toGithubAppWire(ctx.scope, app) };
  }),

  delete: can('git_source:delete', {
    rest: { method: 'DELETE', path, status: 200, tag, summary: 'Delete a GitHub App' },
    input: z.strictObject({ github_app_id: pathId }),
    output: messageAnswer,
    audit: 'git_source',
  }).mutation(async ({ ctx, input }) => {
    await removeGithubApp(ctx.scope, input.github_app_id);
    return { message: 'GitHub app deleted successfully' };
  }),

  applications: can('git_source:read', {
    rest: {
      method: 'GET',
      path: `${path}/applications`,
      status: 200,
      tag,
      summary: 'List the applications that use a GitHub App',
    },
    input: z.strictObject({ github_app_id: pathId }),
    output: applicationsAnswer,
  }).query(async ({ ctx, input }) => ({
    applications: await listDependentApplications(ctx.scope, input.github_app_id),
  })),

  installations: can('git_source:read', {
    rest: {
      method: 'GET',
      path: `${path}/installations`,
      status: 200,
      tag,
      summary: 'List the accounts on which a GitHub App is installed',
    },
    input: z.strictObject({ github_app_id: pathId }),
    output: installationsWire,
  }).query(async ({ ctx, input }) => {
    const app = await findGithubApp(ctx.scope, input.github_app_id);
    return toInstallationsWire(await listInstallations(ctx.scope, app));
  }),

  refreshInstallations: can('git_source:update', {
    rest: {
      method: 'POST',
      path: `${path}/installations/refresh`,
      status: 200,
      tag,
      summary: 'Ask GitHub on which accounts a GitHub App is installed',
      bodyOptional: true,
    },
    input: z.strictObject({ github_app_id: pathId }),
    output: installationsWire,
    audit: 'git_source',
  }).mutation(async ({ ctx, input }) => {
    const app = await findGithubApp(ctx.scope, input.github_app_id);
    ctx.scope.notes.targetUuid = app.uuid;
    return toInstallationsWire(await refreshInstallations(ctx.scope, app));
  }),

  repositories: can('git_source:read', {
    rest: {
      method: 'GET',
      path: `${path}/repositories`,
      status: 200,
      tag,
      summary: 'List the repositories of a GitHub App',
    },
    input: z.strictObject({ github_app_id: pathId }),
    output: z.object({
      repositories: z.array(repository),
      is_complete: z.boolean(),
      unread: z.array(unread),
    }),
  }).query(async ({ ctx, input }) => {
    const app = await findGithubApp(ctx.scope, input.github_app_id);
    const { repositories, isComplete, unread } = await listRepositories(ctx.scope, app);
    return {
      is_complete: isComplete,
      unread,
      repositories: repositories.map(({ default_branch = null, html_url = null, ...rest }) => ({
        ...rest,
        default_branch,
        html_url,
      })),
    };
  }),

  branches: can('git_source:read', {
    rest: {
      method: 'GET',
      path: `${path}/repositories/{owner}/{repo}/branches`,
      status: 200,
      tag,
      summary: 'List the branches of a repository of a GitHub App',
    },
    input: z.strictObject({ github_app_id: pathId, owner: pathId, repo: pathId }),
    output: z.object({ branches: z.array(branch) }),
  }).query(async ({ ctx, input: { github_app_id, owner, repo } }) => {
    const app = await findGithubApp(ctx.scope, github_app_id);
    const branches = await listBranches(ctx.scope, app, { owner, repo });
    return { branches: branches.map(({ name, commit = null }) => ({ name, commit })) };
  }),
});
