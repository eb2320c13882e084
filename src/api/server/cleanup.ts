import { z } from 'zod';
import { listExecutions } from '../../services/cleanup/executions';
import { forecastCleanup } from '../../services/cleanup/forecast';
import { requestCleanup } from '../../services/cleanup/request';
import { getCleanupSettings, updateCleanupSettings } from '../../services/cleanup/settings';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import {
  cleanupExecutionWire,
  cleanupForecastWire,
  cleanupSettingsWire,
  forecastCleanupInput,
  runCleanupInput,
  toCleanupChange,
  toCleanupExecutionWire,
  toCleanupExtent,
  toCleanupForecast,
  toCleanupSettingsWire,
  updateCleanupInput,
} from './cleanup-schema';

const tag = 'Servers';
const path = '/servers/{uuid}/docker-cleanup';
const object = { type: 'server', input: 'uuid' } as const;

export const cleanupProcedures = {
  cleanup: can('server:read', {
    rest: { method: 'GET', path, status: 200, tag, summary: 'Get Docker cleanup settings' },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: cleanupSettingsWire,
  }).query(async ({ ctx, input }) => toCleanupSettingsWire(await getCleanupSettings(ctx.scope, input.uuid))),

  updateCleanup: can('server:update', {
    rest: { method: 'PATCH', path, status: 200, tag, summary: 'Update Docker cleanup settings' },
    object,
    input: updateCleanupInput,
    output: cleanupSettingsWire,
    audit: 'server',
  }).mutation(async ({ ctx, input }) =>
    toCleanupSettingsWire(await updateCleanupSettings(ctx.scope, input.uuid, toCleanupChange(input))),
  ),

  cleanupForecast: can('server:read', {
    rest: {
      method: 'GET',
      path: `${path}/forecast`,
      status: 200,
      tag,
      summary: 'Preview what a Docker cleanup would remove now',
    },
    object,
    input: forecastCleanupInput,
    output: cleanupForecastWire,
  }).query(async ({ ctx, input }) =>
    toCleanupForecast(await forecastCleanup(ctx.scope, input.uuid, toCleanupExtent(input))),
  ),

  runCleanup: can('server:update', {
    rest: {
      method: 'POST',
      path: `${path}/run`,
      status: 200,
      tag,
      summary: 'Run Docker cleanup',
      bodyOptional: true,
    },
    object,
    input: runCleanupInput,
    output: messageAnswer,
    audit: 'server',
  }).mutation(async ({ ctx, input }) => {
    await requestCleanup(ctx.scope, input.uuid, toCleanupExtent(input));
    return { message: 'Manual cleanup job started.' };
  }),

  cleanupExecutions: can('server:read', {
    rest: {
      method: 'GET',
      path: `${path}/executions`,
      status: 200,
      tag,
      summary: 'List Docker cleanup executions',
    },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: z.array(cleanupExecutionWire),
  }).query(async ({ ctx, input }) =>
    (await listExecutions(ctx.scope, input.uuid)).map(toCleanupExecutionWire),
  ),
};
