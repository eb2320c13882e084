import { z } from 'zod';
import type { BackupSpec, RemoveBackupsSpec, RestoreSpec } from '../../domain/database/backup-spec';
import type { Dump } from '../../domain/database/dump';
import { AppError } from '../../domain/error';
import { backupPlan, COUNT_MS, removeBackupsPlan, restorePlan } from '../../engine/plans/backup';
import { backupFolder } from '../../engine/server/folders';
import { workloadChanged } from '../changed';
import type { OrganizationScope } from '../context';
import { findDatabase } from '../databases/find';
import { kindOf, settingsOf } from '../databases/settings';
import { mainComponentOf } from '../databases/specification';
import { openValues } from '../databases/values';
import { type OperationDefinition, ofVersion } from '../operations/definition';
import type { LoadedOperation } from '../operations/load';
import { operationRef } from '../operations/operation-ref';
import { bucketOf } from '../s3-storages/sealed';
import { copyOf, copyPrefix, storageOf } from './copies';
import { backupParameters, endExecutions, keepExecutions } from './executions';
import { findSchedule } from './find';
import { backupNotice } from './notice';
import { outdatedOf } from './outdated';
import { partsOf, requireDumps } from './parts';
import { secretsOfDump, secretsOfObjects } from './secrets';

const VERSION = 1;
const REMOVAL_MS = 10 * 60_000;
/** For the preparations around dumps. */
const EXTRA_MS = 5 * 60_000;

const restoreParameters = z.object({ execution: z.string() });
const filesParameters = z.object({
  files: z.array(z.string()),
  objects: z.array(z.object({ storage: z.string(), key: z.string() })).default([]),
});

/** Dump a database by one of its schedules. */
export const backupDatabase: OperationDefinition<BackupSpec> = {
  version: VERSION,
  async prepare(scope, operation) {
    const { uuid } = operation.workload;
    const schedule = await findSchedule(scope, uuid, backupParameters.parse(operation.parameters).schedule);
    const { dumps, settings } = await dumpsOf(scope, operation);
    const ref = operationRef(scope, operation);
    const folder = backupFolder(ref.workload, schedule.uuid);
    const storage = await storageOf(scope, schedule);
    const prefix = copyPrefix(scope, { what: 'databases', workload: uuid, schedule: schedule.uuid });
    const parts = partsOf(dumps, settings, schedule).map(({ database, dump, count }) => {
      const name = fileName(database, operation, dump);
      return { database, dump, count, file: `${folder}/${name}`, s3Object: storage && `${prefix}/${name}` };
    });
    await keepExecutions(scope, operation, schedule.id, parts, storage?.id ?? null);
    const bucket = storage && bucketOf(scope, storage);
    return {
      ...ref,
      dumps: parts.map(({ database, dump, count, file, s3Object: key }) => ({
        name: database ?? 'all databases',
        dump,
        file,
        ...(schedule.drillFrequency !== null && { count }),
        ...(bucket && key !== null && { object: { bucket, key } }),
      })),
      ...(await outdatedOf(scope, schedule)),
      timeoutMs: schedule.timeout * 1000,
    };
  },
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: (spec) => backupPlan(spec),
  secrets: ({ dumps, outdatedObjects = [] }) => [
    ...dumps.flatMap(({ dump, count, object }) => [
      ...secretsOfDump(dump),
      ...Object.values(count?.env ?? {}),
      ...secretsOfObjects(object ? [object] : []),
    ]),
    ...secretsOfObjects(outdatedObjects),
  ],
  deadlineMs: ({ dumps, timeoutMs }) =>
    dumps.reduce(
      (sum, { object, count }) => sum + (object ? 2 : 1) * timeoutMs + (count ? 2 : 0) * COUNT_MS,
      EXTRA_MS,
    ),
  beforeEnd: (scope, operation, result, spec) => endExecutions(scope, operation, result, spec),
  afterEnd: (scope, { workload }) => workloadChanged(scope, workload),
  notice: backupNotice,
};

/** Restore a database to the state of a backup. */
export const restoreDatabase: OperationDefinition<RestoreSpec> = {
  version: VERSION,
  async prepare(scope, operation) {
    const { execution: uuid } = restoreParameters.parse(operation.parameters);
    const execution = await scope.db.backupExecution.findUnique({
      where: { uuid },
      include: { schedule: true, s3Storage: true },
    });
    if (execution?.schedule.workloadId !== operation.workloadId)
      throw new AppError('conflict', 'The backup no longer exists.');
    const { dumps, settings, signIn } = await dumpsOf(scope, operation);
    const { database: databases, file, schedule } = execution;
    const [part] = partsOf(dumps, settings, { databases, isOfAll: databases === null });
    if (!part) throw new AppError('internal', 'The backup contains no database.');
    const object = execution.isLocal ? null : copyOf(scope, execution);
    if (!execution.isLocal && object === null) throw new AppError('conflict', 'The backup no longer exists.');
    return {
      ...operationRef(scope, operation),
      component: mainComponentOf(operation),
      dump: part.dump,
      file,
      ...(object && { object }),
      signIn,
      timeoutMs: schedule.timeout * 1000,
    };
  },
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: (spec) => restorePlan(spec),
  secrets: ({ dump, object, signIn }) => [
    ...secretsOfDump(dump),
    ...secretsOfObjects(object ? [object] : []),
    ...Object.values(signIn.env),
  ],
  deadlineMs: ({ object, timeoutMs }) => (object ? 3 : 2) * timeoutMs + EXTRA_MS,
  afterEnd: (scope, { workload }) => workloadChanged(scope, workload),
};

/** Remove files of backups whose rows are gone. */
export const removeBackups: OperationDefinition<RemoveBackupsSpec> = {
  version: VERSION,
  async prepare(scope, operation) {
    const { files, objects } = filesParameters.parse(operation.parameters);
    const uuids = objects.map(({ storage }) => storage);
    const storages = await scope.db.s3Storage.findMany({ where: { uuid: { in: uuids } } });
    const buckets = new Map(storages.map((row) => [row.uuid, bucketOf(scope, row)]));
    return {
      ...operationRef(scope, operation),
      files,
      // Files in a storage that has been deleted since then stay.
      objects: objects.flatMap(({ storage, key }) => {
        const bucket = buckets.get(storage);
        return bucket ? [{ bucket, key }] : [];
      }),
    };
  },
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: (spec) => removeBackupsPlan(spec),
  secrets: ({ objects = [] }) => secretsOfObjects(objects),
  deadlineMs: () => REMOVAL_MS,
};

async function dumpsOf(scope: OrganizationScope, { workload }: LoadedOperation) {
  const row = await findDatabase(scope, workload.uuid);
  const kind = kindOf(row.engine);
  const settings = settingsOf(row, openValues(scope.database.sealer, row));
  return { dumps: requireDumps(kind.dumps), settings, signIn: kind.signIn(settings) };
}

/** Names of databases are identifiers; the uuid distinguishes the file from those of other attempts. */
function fileName(database: string | null, { uuid, createdAt }: LoadedOperation, { ending }: Dump): string {
  const [name = ''] = (database ?? 'all').split(':');
  const time = createdAt.toISOString().replace(/\D/g, '').slice(0, 14);
  return `${name}-${time}-${uuid}.${ending}`;
}
