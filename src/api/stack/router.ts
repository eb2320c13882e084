import { z } from 'zod';
import { invalidField } from '../../domain/error';
import { cloneStack } from '../../services/stacks/clone';
import { createStack } from '../../services/stacks/create';
import { getStack, listStackSummaries, listStacks } from '../../services/stacks/list';
import { requestRelease } from '../../services/stacks/request';
import { templateOfType } from '../../services/stacks/template';
import { updateStack } from '../../services/stacks/update';
import { can, router } from '../authorize';
import { answerText } from '../wire/answer-text';
import { pathId } from '../wire/answers';
import { filterText, nameSearch, pageInput, pageOf, queryFlag } from '../wire/query';
import { workloadConnectedEnvironments } from '../workload/connected-environments';
import { workloadEnvs } from '../workload/envs';
import { workloadLogs } from '../workload/logs';
import { workloadMoveClone } from '../workload/move-clone';
import { workloadOperations } from '../workload/operations';
import { toPlace } from '../workload/place-fields';
import { workloadRuns } from '../workload/runs';
import { requireSamePlace } from '../workload/same-place';
import { stackSurface } from '../workload/surface';
import { workloadTags } from '../workload/tags';
import { workloadTasks } from '../workload/tasks';
import { workloadVolumes } from '../workload/volumes';
import { actionProcedures } from './actions';
import { fileProcedures } from './file-procedures';
import { createInput, furtherPermissions, toSettings, toUrls, updateInput } from './input';
import { logProcedures } from './logs';
import { openerFor } from './opener';
import { stackListItem, stackWire, toStackWire } from './schema';
import { stackStorageProcedures } from './storages';
import { templateUpdateProcedures } from './template-update-procedures';

const tag = 'Services';
const object = { type: 'service', input: 'uuid' } as const;
const changedAnswer = z
  .object({ uuid: z.string(), domains: z.array(z.string()) })
  .meta({ id: 'ServiceChanged' });

export const stackRouter = router({
  list: can('service:read', {
    rest: { method: 'GET', path: '/services', status: 200, tag, summary: 'List services' },
    input: z.strictObject({
      ...pageInput,
      tag: filterText.optional(),
      environment_uuid: filterText.optional(),
      search: nameSearch.optional(),
      summary: queryFlag.optional(),
    }),
    output: z.array(stackListItem),
  }).query(async ({ ctx, input }) => {
    const { tag, environment_uuid: environmentUuid, search } = input;
    const page = { tag, environmentUuid, search, ...pageOf(input) };
    if (input.summary) return answerText(ctx, await listStackSummaries(ctx.scope, page));
    const open = openerFor(ctx.scope);
    return (await listStacks(ctx.scope, page)).map((row) => toStackWire(row, open));
  }),

  get: can('service:read', {
    rest: { method: 'GET', path: '/services/{uuid}', status: 200, tag, summary: 'Get a service' },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: stackWire,
  }).query(async ({ ctx, input }) =>
    toStackWire(await getStack(ctx.scope, input.uuid), openerFor(ctx.scope)),
  ),

  create: can('service:create', {
    rest: { method: 'POST', path: '/services', status: 201, tag, summary: 'Create a service' },
    object: { type: 'project', input: 'project_uuid' },
    also: furtherPermissions,
    input: createInput,
    output: changedAnswer,
    audit: 'service',
  }).mutation(async ({ ctx, input }) => {
    const { type, docker_compose_raw: compose } = input;
    if (type !== undefined && compose !== undefined)
      throw invalidField('type', 'Set either type or docker_compose_raw, not both.');
    if (type === undefined && compose === undefined)
      throw invalidField('docker_compose_raw', 'The docker compose raw field is required.');
    const created = await createStack(ctx.scope, {
      place: toPlace(input),
      source:
        type === undefined ? { compose: compose ?? '' } : { template: await templateOfType(ctx.scope, type) },
      settings: toSettings(input),
      urls: toUrls(input),
      forceDomainOverride: input.force_domain_override ?? false,
      tags: input.tags ?? [],
    });
    if (input.instant_deploy) await requestRelease(ctx.scope, created.uuid, { action: 'start' });
    return created;
  }),

  update: can('service:update', {
    rest: { method: 'PATCH', path: '/services/{uuid}', status: 200, tag, summary: 'Update a service' },
    object,
    also: furtherPermissions,
    input: updateInput,
    output: changedAnswer,
    audit: 'service',
  }).mutation(async ({ ctx, input }) => {
    requireSamePlace(await getStack(ctx.scope, input.uuid), input, 'A service');
    const changed = await updateStack(ctx.scope, input.uuid, {
      settings: toSettings(input),
      compose: input.docker_compose_raw,
      urls: toUrls(input),
      forceDomainOverride: input.force_domain_override ?? false,
    });
    if (input.instant_deploy) await requestRelease(ctx.scope, input.uuid, { action: 'deploy' });
    return changed;
  }),

  ...fileProcedures,
  ...templateUpdateProcedures,
  ...actionProcedures,
  ...workloadEnvs(stackSurface),
  ...workloadLogs(stackSurface),
  ...workloadTags(stackSurface),
  ...workloadTasks(stackSurface),
  ...workloadRuns(stackSurface),
  ...workloadOperations(stackSurface),
  ...stackStorageProcedures,
  ...workloadVolumes(stackSurface),
  ...workloadConnectedEnvironments(stackSurface),
  ...workloadMoveClone(stackSurface, cloneStack),
  ...logProcedures,
});
