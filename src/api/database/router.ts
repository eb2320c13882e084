import { z } from 'zod';
import { getDatabase, listDatabases } from '../../services/databases/list';
import { requestStart } from '../../services/databases/request';
import { updateDatabase } from '../../services/databases/update';
import { can, router } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { filterText, nameSearch, pageInput, pageOf, queryFlag } from '../wire/query';
import { workloadEnvs } from '../workload/envs';
import { workloadLogs } from '../workload/logs';
import { databaseSurface } from '../workload/surface';
import { workloadTags } from '../workload/tags';
import { actionProcedures } from './actions';
import { createProcedures } from './create';
import { furtherPermissions, toChange, updateInput } from './input';
import { openerFor } from './opener';
import { databaseListItem, databaseWire, toDatabaseSummary, toDatabaseWire } from './schema';

const tag = 'Databases';

export const databaseRouter = router({
  list: can('database:read', {
    rest: { method: 'GET', path: '/databases', status: 200, tag, summary: 'List databases' },
    input: z.strictObject({
      ...pageInput,
      tag: filterText.optional(),
      environment_uuid: filterText.optional(),
      search: nameSearch.optional(),
      summary: queryFlag.optional(),
    }),
    output: z.array(databaseListItem),
  }).query(async ({ ctx, input }) => {
    const { tag, environment_uuid: environmentUuid, search } = input;
    const rows = await listDatabases(ctx.scope, { tag, environmentUuid, search, ...pageOf(input) });
    if (input.summary) return rows.map(toDatabaseSummary);
    const open = openerFor(ctx.scope);
    return rows.map((row) => toDatabaseWire(row, open));
  }),

  get: can('database:read', {
    rest: { method: 'GET', path: '/databases/{uuid}', status: 200, tag, summary: 'Get a database' },
    object: { type: 'database', input: 'uuid' },
    input: z.strictObject({ uuid: pathId }),
    output: databaseWire,
  }).query(async ({ ctx, input }) =>
    toDatabaseWire(await getDatabase(ctx.scope, input.uuid), openerFor(ctx.scope)),
  ),

  update: can('database:update', {
    rest: { method: 'PATCH', path: '/databases/{uuid}', status: 200, tag, summary: 'Update a database' },
    object: { type: 'database', input: 'uuid' },
    also: furtherPermissions,
    input: updateInput,
    output: messageAnswer,
    audit: 'database',
  }).mutation(async ({ ctx, input }) => {
    await updateDatabase(ctx.scope, input.uuid, toChange(input));
    if (input.instant_deploy) await requestStart(ctx.scope, input.uuid, 'restart');
    return { message: 'Database updated.' };
  }),

  ...createProcedures,
  ...actionProcedures,
  ...workloadEnvs(databaseSurface),
  ...workloadLogs(databaseSurface),
  ...workloadTags(databaseSurface),
});
