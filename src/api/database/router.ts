import type { z } from 'zod';
import { cloneDatabase } from '../../services/databases/clone';
import {
  type DatabaseRow,
  getDatabase,
  listDatabaseSummaries,
  listDatabases,
} from '../../services/databases/list';
import { ownStorageOf } from '../../services/databases/own-storage';
import { requestStart } from '../../services/databases/request';
import { updateDatabase } from '../../services/databases/update';
import { can, router } from '../authorize';
import { rowsAnswer } from '../wire/answer-rows';
import { messageAnswer } from '../wire/answers';
import { workloadActions } from '../workload/actions';
import { workloadConnectedEnvironments } from '../workload/connected-environments';
import { workloadEnvs } from '../workload/envs';
import { workloadLogs } from '../workload/logs';
import { workloadMoveClone } from '../workload/move-clone';
import { workloadOperations } from '../workload/operations';
import { workloadReads } from '../workload/reads';
import { workloadStorages } from '../workload/storages';
import { databaseSurface } from '../workload/surface';
import { workloadTags } from '../workload/tags';
import { workloadVolumeBackups } from '../workload/volume-backups';
import { backupProcedures } from './backups';
import { certificateProcedures } from './certificates';
import { createProcedures } from './create';
import { furtherPermissions, toChange, updateInput } from './input';
import { openerFor } from './opener';
import { databaseList, databaseWire, toDatabaseWire } from './schema';
import { databaseStart } from './start';
import { upgradeProcedures } from './upgrade';

const tag = 'Databases';
const answerRows = rowsAnswer<DatabaseRow, z.infer<typeof databaseList>[number]>(databaseList);

export const databaseRouter = router({
  ...workloadReads(databaseSurface, {
    listed: databaseList,
    wire: databaseWire,
    async list(ctx, page) {
      const open = openerFor(ctx.scope);
      return answerRows(ctx, await listDatabases(ctx.scope, page), (row) => toDatabaseWire(row, open));
    },
    summaries: listDatabaseSummaries,
    get: async (scope, uuid) => toDatabaseWire(await getDatabase(scope, uuid), openerFor(scope)),
  }),

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
  ...databaseStart,
  ...workloadActions(databaseSurface),
  ...workloadEnvs(databaseSurface),
  ...workloadLogs(databaseSurface),
  ...workloadStorages(databaseSurface, ownStorageOf),
  ...workloadVolumeBackups(databaseSurface),
  ...workloadOperations(databaseSurface),
  ...workloadTags(databaseSurface),
  ...workloadConnectedEnvironments(databaseSurface),
  ...workloadMoveClone(databaseSurface, cloneDatabase),
  ...upgradeProcedures,
  ...certificateProcedures,
  ...backupProcedures,
});
