import { z } from 'zod';
import { createProject } from '../../services/projects/create';
import { findProject } from '../../services/projects/find';
import { listProjectSummaries, listProjects } from '../../services/projects/list';
import { removeProject } from '../../services/projects/remove';
import { updateProject } from '../../services/projects/update';
import { can, router } from '../authorize';
import { answerText } from '../wire/answer-text';
import { messageAnswer, pathId, uuidAnswer } from '../wire/answers';
import { nameSearch, pageInput, pageOf, queryFlag } from '../wire/query';
import {
  createProjectInput,
  projectChanged,
  projectListItem,
  projectWithEnvironments,
  toProjectWire,
  toProjectWithEnvironments,
  updateProjectInput,
} from './schema';

const tag = 'Projects';

export const projectRouter = router({
  list: can('project:read', {
    rest: { method: 'GET', path: '/projects', status: 200, tag, summary: 'List projects' },
    input: z.strictObject({
      ...pageInput,
      search: nameSearch.optional(),
      summary: queryFlag.optional(),
    }),
    output: z.array(projectListItem),
  }).query(async ({ ctx, input }) => {
    const selection = { page: pageOf(input), search: input.search };
    const list = input.summary ? listProjectSummaries : listProjects;
    return answerText(ctx, await list(ctx.scope, selection));
  }),

  get: can('project:read', {
    rest: { method: 'GET', path: '/projects/{uuid}', status: 200, tag, summary: 'Get a project' },
    object: { type: 'project', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: projectWithEnvironments,
  }).query(async ({ ctx, input }) => toProjectWithEnvironments(await findProject(ctx.scope, input.uuid))),

  create: can('project:create', {
    rest: {
      method: 'POST',
      path: '/projects',
      status: 201,
      tag,
      summary: 'Create a project',
      alsoRefuses: ['not_found'], // in Coolify's document
    },
    input: createProjectInput,
    output: uuidAnswer,
    audit: 'project',
  }).mutation(async ({ ctx, input }) => {
    const { uuid } = await createProject(ctx.scope, {
      name: input.name,
      description: input.description ?? null,
    });
    return { uuid };
  }),

  update: can('project:update', {
    rest: { method: 'PATCH', path: '/projects/{uuid}', status: 201, tag, summary: 'Update a project' },
    object: { type: 'project', input: 'uuid' },
    input: updateProjectInput,
    output: projectChanged,
    audit: 'project',
  }).mutation(async ({ ctx, input: { uuid, ...changes } }) =>
    toProjectWire(await updateProject(ctx.scope, uuid, changes)),
  ),

  delete: can('project:delete', {
    rest: { method: 'DELETE', path: '/projects/{uuid}', status: 200, tag, summary: 'Delete a project' },
    object: { type: 'project', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: messageAnswer,
    audit: 'project',
  }).mutation(async ({ ctx, input }) => {
    await removeProject(ctx.scope, input.uuid);
    return { message: 'Project deleted.' };
  }),
});
