import { z } from 'zod';
import { listApplications } from '../../services/applications/list';
import { readApplication } from '../../services/applications/read';
import { requestRemoval } from '../../services/applications/request-removal';
import { updateApplication } from '../../services/applications/update';
import { can, router } from '../authorize';
import { messageAnswer, pathId, uuidAnswer } from '../wire/answers';
import { filterText, nameSearch, pageInput, pageOf, queryFlag } from '../wire/query';
import { workloadEnvs } from '../workload/envs';
import { workloadLogs } from '../workload/logs';
import { applicationSurface } from '../workload/surface';
import { workloadTags } from '../workload/tags';
import { actionProcedures } from './actions';
import { createProcedures } from './create';
import { furtherPermissions, toSettings, updateInput } from './input';
import { openerFor } from './opener';
import {
  applicationListItem,
  applicationWire,
  toApplicationListItem,
  toApplicationSummary,
  toApplicationWire,
} from './schema';

const tag = 'Applications';

export const applicationRouter = router({
  list: can('application:read', {
    rest: { method: 'GET', path: '/applications', status: 200, tag, summary: 'List applications' },
    input: z.strictObject({
      ...pageInput,
      tag: filterText.optional(),
      environment_uuid: filterText.optional(),
      search: nameSearch.optional(),
      summary: queryFlag.optional(),
    }),
    output: z.array(applicationListItem),
  }).query(async ({ ctx, input }) => {
    const { tag, environment_uuid: environmentUuid, search } = input;
    const rows = await listApplications(ctx.scope, { tag, environmentUuid, search, ...pageOf(input) });
    if (input.summary) return rows.map(toApplicationSummary);
    const open = openerFor(ctx.scope);
    return rows.map((row) => toApplicationListItem(row, open));
  }),

  get: can('application:read', {
    rest: { method: 'GET', path: '/applications/{uuid}', status: 200, tag, summary: 'Get an application' },
    object: { type: 'application', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: applicationWire,
  }).query(async ({ ctx, input }) =>
    toApplicationWire(await readApplication(ctx.scope, input.uuid), openerFor(ctx.scope)),
  ),

  update: can('application:update', {
    rest: {
      method: 'PATCH',
      path: '/applications/{uuid}',
      status: 200,
      tag,
      summary: 'Update an application',
    },
    object: { type: 'application', input: 'uuid' },
    input: updateInput,
    also: furtherPermissions,
    output: uuidAnswer,
    audit: 'application',
  }).mutation(async ({ ctx, input }) => {
    await updateApplication(ctx.scope, input.uuid, {
      settings: toSettings(input),
      forceDomainOverride: input.force_domain_override ?? false,
      instantDeploy: input.instant_deploy ?? false,
    });
    return { uuid: input.uuid };
  }),

  delete: can('application:delete', {
    rest: {
      method: 'DELETE',
      path: '/applications/{uuid}',
      status: 200,
      tag,
      summary: 'Delete an application',
    },
    object: { type: 'application', input: 'uuid' },
    input: z.strictObject({
      uuid: pathId,
      delete_configurations: queryFlag.default(true),
      delete_volumes: queryFlag.default(true),
      docker_cleanup: queryFlag.default(true),
      delete_connected_networks: queryFlag.default(true),
    }),
    output: messageAnswer,
    audit: 'application',
  }).mutation(async ({ ctx, input }) => {
    await requestRemoval(ctx.scope, input.uuid, {
      deleteVolumes: input.delete_volumes,
      deleteNetworks: input.delete_connected_networks,
      deleteImages: input.docker_cleanup,
    });
    return { message: 'Application deletion request queued.' };
  }),

  ...createProcedures,
  ...actionProcedures,
  ...workloadEnvs(applicationSurface),
  ...workloadLogs(applicationSurface),
  ...workloadTags(applicationSurface),
});
