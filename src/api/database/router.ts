import { z } from 'zod';
import { cloneDatabase } from '../../services/databases/clone';
import { getDatabase, listDatabaseSummaries, listDatabases } from '../../services/databases/list';
import { ownStorageOf } from '../../services/databases/own-storage';
import { requestStart } from '../../services/databases/request';
import { updateDatabase } from '../../services/databases/update';
import { can, router } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { filterText, nameSearch, pageInput, pageOf, queryFlag } from '../wire/query';
import { workloadEnvs } from '../workload/envs';
import { workloadLogs } from '../workload/logs';
import { workloadMoveClone } from '../workload/move-clone';
import { workloadStorages } from '../workload/storages';
import { databaseSurface } from '../workload/surface';
import { workloadTags } from '../workload/tags';
import { actionProcedures } from './actions';
import { backupProcedures } from './backups';
import { createProcedures } from './create';
import { furtherPermissions, toChange, updateInput } from './input';
import { openerFor } from './opener';
import { databaseList, databaseWire, toDatabaseSummary, toDatabaseWire } from './schema';
import { upgradeProcedures } from './upgrade';

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
    output: databaseList,
  }).query(async ({ ctx, input }) => {
    const { tag, environment_uuid: environmentUuid, search } = input;
    const page = { tag, environmentUuid, search, ...pageOf(input) };
    if (input.summary) return (await listDatabaseSummaries(ctx.scope, page)).map(toDatabaseSummary);
    const open = openerFor(ctx.scope);
    return (await listDatabases(ctx.scope, page)).map((row) => toDatabaseWire(row, open));
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
  ...workloadStorages(databaseSurface, ownStorageOf),
  ...workloadTags(databaseSurface),
  ...workloadMoveClone(databaseSurface, cloneDatabase),
  ...upgradeProcedures,
  ...backupProcedures,
});
