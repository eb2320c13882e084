import { z } from 'zod';
import { createGitlabApp } from '../../services/gitlab-apps/create';
import { listGitlabApps } from '../../services/gitlab-apps/find';
import { removeGitlabApp } from '../../services/gitlab-apps/remove';
import { updateGitlabApp } from '../../services/gitlab-apps/update';
import { can, router } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { createInput, gitlabAppWire, toFields, toGitlabAppWire, updateInput } from './schema';

const tag = 'GitLab Apps';
const path = '/gitlab-apps/{gitlab_app_id}';

export const gitlabAppRouter = router({
  list: can('git_source:read', {
    rest: { method: 'GET', path: '/gitlab-apps', status: 200, tag, summary: 'List GitLab apps' },
    input: z.strictObject({}),
    output: z.array(gitlabAppWire),
  }).query(async ({ ctx }) =>
    (await listGitlabApps(ctx.scope)).map((row) => toGitlabAppWire(ctx.scope, row)),
  ),

  create: can('git_source:create', {
    rest: { method: 'POST', path: '/gitlab-apps', status: 201, tag, summary: 'Create a GitLab app' },
    input: createInput,
    output: gitlabAppWire,
    audit: 'git_source',
  }).mutation(async ({ ctx, input }) => {
    const { name, html_url, api_url = `${html_url}/api/v4` } = input;
    const fields = { ...toFields(input), name, htmlUrl: html_url, apiUrl: api_url };
    return toGitlabAppWire(ctx.scope, await createGitlabApp(ctx.scope, fields));
  }),

  update: can('git_source:update', {
    rest: { method: 'PATCH', path, status: 200, tag, summary: 'Update a GitLab app' },
    input: updateInput,
    output: z.object({ message: z.string(), data: gitlabAppWire }),
    audit: 'git_source',
  }).mutation(async ({ ctx, input: { gitlab_app_id, ...fields } }) => {
    const app = await updateGitlabApp(ctx.scope, gitlab_app_id, toFields(fields));
    return { message: 'GitLab app updated successfully', data: toGitlabAppWire(ctx.scope, app) };
  }),

  delete: can('git_source:delete', {
    rest: { method: 'DELETE', path, status: 200, tag, summary: 'Delete a GitLab app' },
    input: z.strictObject({ gitlab_app_id: pathId }),
    output: messageAnswer,
    audit: 'git_source',
  }).mutation(async ({ ctx, input }) => {
    await removeGitlabApp(ctx.scope, input.gitlab_app_id);
    return { message: 'GitLab app deleted successfully' };
  }),
});
