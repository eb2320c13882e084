import { z } from 'zod';
import { AppError } from '../../domain/error';
import { bulkUpdateVariables } from '../../services/environment-variables/bulk-update';
import { createVariable } from '../../services/environment-variables/create';
import { deleteVariable } from '../../services/environment-variables/delete';
import { listVariables } from '../../services/environment-variables/list';
import { updateVariable } from '../../services/environment-variables/update';
import { can } from '../authorize';
import { messageAnswer, pathId, uuidAnswer } from '../wire/answers';
import {
  bulkUpdateEnvsInput,
  createEnvInput,
  envWire,
  toEnvWire,
  toVariableInput,
  toVariableUpdate,
  updateEnvInput,
} from './env-schema';

const tag = 'Applications';
const path = '/applications/{uuid}/envs';
const audit = 'env_var';

export const envProcedures = {
  listEnvs: can('env_var:read', {
    rest: {
      method: 'GET',
      path,
      status: 200,
      tag,
      summary: 'List the environment variables of an application',
    },
    object: { type: 'application', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: z.array(envWire),
  }).query(async ({ ctx, input }) =>
    (await listVariables(ctx.scope, input.uuid)).map((row) => toEnvWire(row, ctx.response.redactedFields)),
  ),

  createEnv: can('env_var:create', {
    rest: { method: 'POST', path, status: 201, tag, summary: 'Create an environment variable' },
    object: { type: 'application', input: 'uuid' },
    input: createEnvInput,
    output: uuidAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const { uuid } = await createVariable(ctx.scope, input.uuid, toVariableInput(input));
    return { uuid };
  }),

  updateEnv: can('env_var:update', {
    rest: {
      method: 'PATCH',
      path,
      status: 201,
      tag,
      summary: 'Update an environment variable, found by its key or its uuid',
      bodyNames: { uuid: 'env_uuid' },
    },
    object: { type: 'application', input: 'uuid' },
    input: updateEnvInput,
    output: envWire,
    audit,
  }).mutation(async ({ ctx, input }) =>
    toEnvWire(
      await updateVariable(ctx.scope, input.uuid, toVariableUpdate(input, input.env_uuid)),
      ctx.response.redactedFields,
    ),
  ),

  bulkUpdateEnvs: can('env_var:update', {
    rest: {
      method: 'PATCH',
      path: `${path}/bulk`,
      status: 201,
      tag,
      summary: 'Create or update several environment variables',
    },
    object: { type: 'application', input: 'uuid' },
    input: bulkUpdateEnvsInput,
    output: z.array(envWire),
    audit,
  }).mutation(async ({ ctx, input }) => {
    if (!input.data?.length) throw new AppError('bad_request', 'Bulk data is required.');
    const changes = input.data.map((item) => toVariableUpdate(item, item.uuid));
    const written = await bulkUpdateVariables(ctx.scope, input.uuid, changes);
    return written.map((row) => toEnvWire(row, ctx.response.redactedFields));
  }),

  deleteEnv: can('env_var:delete', {
    rest: {
      method: 'DELETE',
      path: `${path}/{env_uuid}`,
      status: 200,
      tag,
      summary: 'Delete an environment variable',
    },
    object: { type: 'application', input: 'uuid' },
    input: z.strictObject({ uuid: pathId, env_uuid: pathId }),
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await deleteVariable(ctx.scope, input.uuid, input.env_uuid);
    return { message: 'Environment variable deleted.' };
  }),
};
