import type { z } from 'zod';
import {
  type ApplicationRow,
  listApplicationSummaries,
  listApplications,
} from '../../services/applications/list';
import { readApplication } from '../../services/applications/read';
import { updateApplication } from '../../services/applications/update';
import { cloneApplication } from '../../services/deploy/clone-application';
import { updateComposePart } from '../../services/deploy/update-compose-part';
import { can, router } from '../authorize';
import { rowsAnswer } from '../wire/answer-rows';
import { uuidAnswer } from '../wire/answers';
import { workloadActions } from '../workload/actions';
import { workloadConnectedEnvironments } from '../workload/connected-environments';
import { workloadEnvs } from '../workload/envs';
import { workloadLogs } from '../workload/logs';
import { workloadMoveClone } from '../workload/move-clone';
import { workloadOperations } from '../workload/operations';
import { workloadReads } from '../workload/reads';
import { workloadRuns } from '../workload/runs';
import { workloadStorages } from '../workload/storages';
import { applicationSurface } from '../workload/surface';
import { workloadTags } from '../workload/tags';
import { workloadTasks } from '../workload/tasks';
import { workloadVolumeBackups } from '../workload/volume-backups';
import { deployProcedures } from './actions';
import { createProcedures } from './create';
import { destinationProcedures } from './destinations';
import { furtherPermissions, toSettings, updateInput } from './input';
import { openerFor } from './opener';
import { previewProcedures } from './previews';
import { reportProcedures } from './reports';
import { rollbackProcedures } from './rollback';
import { requireSame } from './same';
import { applicationList, applicationWire } from './schema';
import { toApplicationListItem, toApplicationWire } from './to-wire';

const tag = 'Applications';
const answerRows = rowsAnswer<ApplicationRow, z.infer<typeof applicationList>[number]>(applicationList);

export const applicationRouter = router({
  ...workloadReads(applicationSurface, {
    listed: applicationList,
    wire: applicationWire,
    async list(ctx, page) {
      const open = openerFor(ctx.scope);
      return answerRows(ctx, await listApplications(ctx.scope, page), (row) =>
        toApplicationListItem(row, open),
      );
    },
    summaries: listApplicationSummaries,
    get: async (scope, uuid) => toApplicationWire(await readApplication(scope, uuid), openerFor(scope)),
  }),

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
    await requireSame(ctx.scope, input);
    const force = input.force_domain_override ?? false;
    const settings = toSettings(input);
    const { docker_compose_domains: domains, ignore_unknown_keys: isIgnored } = input;
    if (domains !== undefined || isIgnored !== undefined)
      await updateComposePart(ctx.scope, input.uuid, {
        domains: domains === null ? [] : domains,
        force,
        settings,
      });
    await updateApplication(ctx.scope, input.uuid, {
      settings,
      forceDomainOverride: force,
      instantDeploy: input.instant_deploy ?? false,
    });
    return { uuid: input.uuid };
  }),

  ...createProcedures,
  ...deployProcedures,
  ...rollbackProcedures,
  ...reportProcedures,
  ...previewProcedures,
  ...destinationProcedures,
  ...workloadActions(applicationSurface),
  ...workloadEnvs(applicationSurface),
  ...workloadLogs(applicationSurface),
  ...workloadOperations(applicationSurface),
  ...workloadStorages(applicationSurface),
  ...workloadVolumeBackups(applicationSurface),
  ...workloadTags(applicationSurface),
  ...workloadTasks(applicationSurface),
  ...workloadRuns(applicationSurface),
  ...workloadConnectedEnvironments(applicationSurface),
  ...workloadMoveClone(applicationSurface, cloneApplication),
});
