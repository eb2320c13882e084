import { z } from 'zod';
import type { DrillSpec } from '../../domain/database/backup-spec';
import { AppError } from '../../domain/error';
import { COUNT_MS } from '../../engine/plans/backup';
import { drillPlan } from '../../engine/plans/drill';
import { secretsOfComponent } from '../../engine/plans/secrets';
import { workloadChanged } from '../changed';
import type { OrganizationScope } from '../context';
import { findDatabase } from '../databases/find';
import { kindOf, settingsOf } from '../databases/settings';
import { copySpec } from '../databases/specification';
import { openValues } from '../databases/values';
import { type OperationDefinition, ofVersion } from '../operations/definition';
import type { LoadedOperation } from '../operations/load';
import { operationNotice } from '../operations/operation-notice';
import { copyOf } from './copies';
import { databaseOf, requireDumps } from './parts';
import { secretsOfDump, secretsOfObjects } from './secrets';

const VERSION = 1;
/** For the image, the start and the removal of the copy. */
const EXTRA_MS = 60 * 60_000;

const parameters = z.object({ execution: z.string() });
const range = z.tuple([z.number(), z.number()]);
const contents = z.object({ tables: range, rows: range });

/** Verify a backup: restore it into a temporary database, count its contents, and remove that database. */
export const drillBackup: OperationDefinition<DrillSpec> = {
  version: VERSION,
  async prepare(scope, operation) {
    const execution = await executionOf(scope, operation);
    const row = await findDatabase(scope, operation.workload.uuid);
    const dumps = requireDumps(kindOf(row.engine).dumps);
    const part = execution.database === null ? null : databaseOf(execution.database);
    const { database } = settingsOf(row, openValues(scope.database.sealer, row));
    const { spec, settings } = await copySpec(scope, operation, {
      host: `${operation.workload.uuid}-drill`,
      database: part?.name ?? database,
    });
    const dump = part ? dumps.database(settings, { ...part, isElsewhere: true }) : dumps.all?.(settings);
    const object = execution.isLocal ? null : copyOf(scope, execution);
    if (!dump || (!execution.isLocal && object === null)) throw gone();
    return {
      database: spec,
      dump,
      file: execution.file,
      ...(object && { object }),
      bytes: Number(execution.bytes ?? 0),
      count: dumps.count(settings, part),
      expected: contents.nullable().parse(execution.contents),
      timeoutMs: execution.schedule.timeout * 1000,
    };
  },
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: (spec) => drillPlan(spec),
  secrets: ({ database, dump, count, object }) => [
    ...secretsOfComponent(database.component),
    ...secretsOfDump(dump),
    ...Object.values(count.env),
    ...secretsOfObjects(object ? [object] : []),
  ],
  deadlineMs: ({ object, timeoutMs }) => (object ? 2 : 1) * timeoutMs + COUNT_MS + EXTRA_MS,
  async beforeEnd(scope, operation, { outcome, reason }) {
    if (outcome === 'cancelled') return;
    const now = scope.clock.now();
    const where = { uuid: parameters.parse(operation.parameters).execution };
    const isProven = outcome === 'finished';
    await scope.db.backupExecution.updateMany({
      where,
      data: isProven
        ? { provenAt: now, drillError: null }
        : { drillError: reason ?? 'See the operation’s log for the reason.' },
    });
    if (!isProven) return;
    await scope.db.backupSchedule.updateMany({
      where: { workloadId: operation.workloadId, executions: { some: where } },
      data: { lastProvenAt: now },
    });
  },
  afterEnd: (scope, { workload }) => workloadChanged(scope, workload),
  // A success is shown at its schedule every week, so it sends no notice.
  notice: (_scope, operation, result) =>
    result.outcome === 'finished'
      ? null
      : operationNotice(operation, result, {
          subject: 'backup',
          what: `The restore drill for ${operation.workload.name}`,
        }),
};

async function executionOf(scope: OrganizationScope, operation: LoadedOperation) {
  const { execution: uuid } = parameters.parse(operation.parameters);
  const found = await scope.db.backupExecution.findUnique({
    where: { uuid },
    include: { schedule: true, s3Storage: true },
  });
  if (found?.schedule.workloadId !== operation.workloadId) throw gone();
  return found;
}

function gone(): AppError {
  return new AppError('conflict', 'The backup no longer exists.');
}
