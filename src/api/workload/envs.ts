import { z } from 'zod';
import { AppError } from '../../domain/error';
import { bulkUpdateVariables } from '../../services/environment-variables/bulk-update';
import { createVariable } from '../../services/environment-variables/create';
import { deleteVariable } from '../../services/environment-variables/delete';
import { listVariables } from '../../services/environment-variables/list';
import { updateVariable } from '../../services/environment-variables/update';
import { can } from '../authorize';
import { messageAnswer, pathId, uuidAnswer } from '../wire/answers';
import { envInputs, envWire, toEnvWire, toVariableInput, toVariableUpdate } from './env-schema';
import type { WorkloadSurface } from './surface';

const audit = 'env_var';

/** The procedures on the environment variables of a kind of workload. */
export function workloadEnvs({ kind, resource, path: workload, tag, noun, classOf }: WorkloadSurface) {
  const path = `${workload}/envs` as const;
  const inputs = envInputs(kind);
  const object = { type: resource, input: 'uuid' } as const;
  return {
    listEnvs: can('env_var:read', {
      rest: {
        method: 'GET',
        path,
        status: 200,
        tag,
        summary: `List the environment variables of ${noun}`,
      },
      object,
      input: z.strictObject({ uuid: pathId }),
      output: z.array(envWire),
    }).query(async ({ ctx, input }) => {
      const rows = await listVariables(ctx.scope, { kind, uuid: input.uuid });
      const className = await classOf(ctx.scope, input.uuid);
      return rows.map((row) => toEnvWire(row, className, ctx.response.redactedFields));
    }),

    createEnv: can('env_var:create', {
      rest: { method: 'POST', path, status: 201, tag, summary: 'Create an environment variable' },
      object,
      input: inputs.create,
      output: uuidAnswer,
      audit,
    }).mutation(async ({ ctx, input }) => {
      const { uuid } = await createVariable(ctx.scope, { kind, uuid: input.uuid }, toVariableInput(input));
      return { uuid };
    }),

    updateEnv: can('env_var:update', {
      rest: {
        method: 'PATCH',
        path,
        status: 201,
        tag,
        summary: 'Update an environment variable, identified by its key or uuid',
        bodyNames: { uuid: 'env_uuid' },
        requiredNames: ['key', 'value'],
      },
      object,
      input: inputs.update,
      output: envWire,
      audit,
    }).mutation(async ({ ctx, input }) => {
      const change = toVariableUpdate(input, input.env_uuid);
      const row = await updateVariable(ctx.scope, { kind, uuid: input.uuid }, change);
      return toEnvWire(row, await classOf(ctx.scope, input.uuid), ctx.response.redactedFields);
    }),

    bulkUpdateEnvs: can('env_var:update', {
      rest: {
        method: 'PATCH',
        path: `${path}/bulk`,
        status: 201,
        tag,
        summary: 'Create or update several environment variables',
        requiredNames: ['data'],
      },
      object,
      input: inputs.bulkUpdate,
      output: z.array(envWire),
      audit,
    }).mutation(async ({ ctx, input }) => {
      if (!input.data?.length) throw new AppError('bad_request', 'Bulk data is required.');
      const changes = input.data.map((item) => toVariableUpdate(item, item.uuid));
      const written = await bulkUpdateVariables(ctx.scope, { kind, uuid: input.uuid }, changes);
      const className = await classOf(ctx.scope, input.uuid);
      return written.map((row) => toEnvWire(row, className, ctx.response.redactedFields));
    }),

    deleteEnv: can('env_var:delete', {
      rest: {
        method: 'DELETE',
        path: `${path}/{env_uuid}`,
        status: 200,
        tag,
        summary: 'Delete an environment variable',
      },
      object,
      input: z.strictObject({ uuid: pathId, env_uuid: pathId }),
      output: messageAnswer,
      audit,
    }).mutation(async ({ ctx, input }) => {
      await deleteVariable(ctx.scope, { kind, uuid: input.uuid }, input.env_uuid);
      return { message: 'Environment variable deleted.' };
    }),
  };
}
