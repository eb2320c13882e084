import { z } from 'zod';
import { createEnvironment } from '../../services/environments/create';
import { findEnvironment } from '../../services/environments/find';
import { removeEnvironment } from '../../services/environments/remove';
import { updateEnvironment } from '../../services/environments/update';
import { findProject } from '../../services/projects/find';
import { listResources } from '../../services/workloads/list-resources';
import { can, router } from '../authorize';
import { openerFor } from '../database/opener';
import { toDatabaseWire } from '../database/schema';
import { toApplicationsWire } from '../resource/applications';
import { openerFor as stackOpenerFor } from '../stack/opener';
import { toStackWire } from '../stack/schema';
import { messageAnswer, pathId, uuidAnswer } from '../wire/answers';
import {
  createEnvironmentInput,
  environmentChanged,
  environmentPath,
  environmentWire,
  environmentWithResources,
  toEnvironmentWire,
  toEnvironmentWithResources,
  updateEnvironmentInput,
} from './schema';

const tag = 'Projects';
const onePath = '/projects/{uuid}/environments/{environment_name_or_uuid}';

export const environmentRouter = router({
  list: can('environment:read', {
    rest: {
      method: 'GET',
      path: '/projects/{uuid}/environments',
      status: 200,
      tag,
      summary: 'List environments',
    },
    object: { type: 'project', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: z.array(environmentWire),
  }).query(async ({ ctx, input }) =>
    (await findProject(ctx.scope, input.uuid)).environments.map(toEnvironmentWire),
  ),

  get: can('environment:read', {
    rest: {
      method: 'GET',
      path: '/projects/{uuid}/{environment_name_or_uuid}',
      status: 200,
      tag,
      summary: 'Get an environment',
    },
    object: { type: 'project', input: 'uuid' },
    input: z.strictObject(environmentPath),
    output: environmentWithResources,
    secretsOf: 'application',
  }).query(async ({ ctx, input }) => {
    const environment = await findEnvironment(ctx.scope, input.uuid, input.environment_name_or_uuid);
    const rows = await listResources(ctx.scope, { environmentId: environment.id });
    const open = openerFor(ctx.scope);
    const openStack = stackOpenerFor(ctx.scope);
    return toEnvironmentWithResources(environment, {
      applications: toApplicationsWire(ctx.scope, rows.applications),
      databases: rows.databases.map((row) => toDatabaseWire(row, open)),
      services: rows.stacks.map((row) => toStackWire(row, openStack)),
    });
  }),

  create: can('environment:create', {
    rest: {
      method: 'POST',
      path: '/projects/{uuid}/environments',
      status: 201,
      tag,
      summary: 'Create an environment',
    },
    object: { type: 'project', input: 'uuid' },
    input: createEnvironmentInput,
    output: uuidAnswer,
    audit: 'environment',
  }).mutation(async ({ ctx, input }) => {
    const { uuid } = await createEnvironment(ctx.scope, input.uuid, input.name);
    return { uuid };
  }),

  update: can('environment:update', {
    rest: { method: 'PATCH', path: onePath, status: 200, tag, summary: 'Update an environment' },
    object: { type: 'project', input: 'uuid' },
    input: updateEnvironmentInput,
    output: environmentChanged,
    audit: 'environment',
  }).mutation(async ({ ctx, input: { uuid, environment_name_or_uuid: nameOrUuid, ...changes } }) =>
    toEnvironmentWire(await updateEnvironment(ctx.scope, uuid, nameOrUuid, changes)),
  ),

  delete: can('environment:delete', {
    rest: { method: 'DELETE', path: onePath, status: 200, tag, summary: 'Delete an environment' },
    object: { type: 'project', input: 'uuid' },
    input: z.strictObject(environmentPath),
    output: messageAnswer,
    audit: 'environment',
  }).mutation(async ({ ctx, input }) => {
    await removeEnvironment(ctx.scope, input.uuid, input.environment_name_or_uuid);
    return { message: 'Environment deleted.' };
  }),
});
