import { z } from 'zod';
import type { BackupSpec, RemoveBackupsSpec, RestoreSpec } from '../../domain/database/backup-spec';
import type { Dump } from '../../domain/database/dump';
import { AppError } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import { backupPlan, removeBackupsPlan, restorePlan } from '../../engine/plans/backup';
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
import { endExecutions, keepExecutions } from './executions';
import { findSchedule } from './find';
import { outdatedBackups } from './kept';
import { partsOf, requireDumps } from './parts';

const VERSION = 1;
const REMOVAL_MS = 10 * 60_000;
/** For the preparations around dumps. */
const EXTRA_MS = 5 * 60_000;

const backupParameters = z.object({ schedule: z.string() });
const restoreParameters = z.object({ execution: z.string() });
const filesParameters = z.object({ files: z.array(z.string()) });

/** Dump a database by one of its schedules. */
export const backupDatabase: OperationDefinition<BackupSpec> = {
  version: VERSION,
  async prepare(scope, operation) {
    const { uuid } = operation.workload;
    const schedule = await findSchedule(scope, uuid, backupParameters.parse(operation.parameters).schedule);
    const { dumps, settings } = await dumpsOf(scope, operation);
    const ref = operationRef(scope, operation);
    const folder = backupFolder(ref.workload, schedule.uuid);
    const parts = partsOf(dumps, settings, schedule).map(({ database, dump }) => ({
      database,
      name: database ?? 'all databases',
      dump,
      file: `${folder}/${fileName(database, operation, dump)}`,
    }));
    await keepExecutions(scope, operation, schedule.id, parts);
    const outdated = await outdatedOf(scope, schedule);
    return {
      ...ref,
      dumps: parts.map(({ name, dump, file }) => ({ name, dump, file })),
      outdated: outdated.map(({ file }) => file),
      timeoutMs: schedule.timeout * 1000,
    };
  },
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: (spec) => backupPlan(spec),
  secrets: ({ dumps }) => dumps.flatMap(({ dump }) => secretsOfDump(dump)),
  deadlineMs: ({ dumps, timeoutMs }) => dumps.length * timeoutMs + EXTRA_MS,
  beforeEnd: (scope, operation, result, spec) => endExecutions(scope, operation, result, spec),
  afterEnd: (scope, { workload }) => workloadChanged(scope, workload),
};

/** Put a database back into the state of a backup. */
export const restoreDatabase: OperationDefinition<RestoreSpec> = {
  version: VERSION,
  async prepare(scope, operation) {
    const { execution: uuid } = restoreParameters.parse(operation.parameters);
    const execution = await scope.db.backupExecution.findUnique({
      where: { uuid },
      include: { schedule: true },
    });
    if (execution?.schedule.workloadId !== operation.workloadId)
      throw new AppError('conflict', 'The backup is gone.');
    const { dumps, settings, signIn } = await dumpsOf(scope, operation);
    const { database: databases, file, schedule } = execution;
    const [part] = partsOf(dumps, settings, { databases, isOfAll: databases === null });
    if (!part) throw new AppError('internal', 'A backup holds no database.');
    return {
      ...operationRef(scope, operation),
      component: mainComponentOf(operation),
      dump: part.dump,
      file,
      signIn,
      timeoutMs: schedule.timeout * 1000,
    };
  },
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: (spec) => restorePlan(spec),
  secrets: ({ dump, signIn }) => [...secretsOfDump(dump), ...Object.values(signIn.env)],
  deadlineMs: ({ timeoutMs }) => 2 * timeoutMs + EXTRA_MS,
  afterEnd: (scope, { workload }) => workloadChanged(scope, workload),
};

/** Remove files of backups whose rows are gone. */
export const removeBackups: OperationDefinition<RemoveBackupsSpec> = {
  version: VERSION,
  prepare: async (scope, operation) => ({
    ...operationRef(scope, operation),
    files: filesParameters.parse(operation.parameters).files,
  }),
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: (spec) => removeBackupsPlan(spec),
  secrets: () => [],
  deadlineMs: () => REMOVAL_MS,
};

async function dumpsOf(scope: OrganizationScope, { workload }: LoadedOperation) {
  const row = await findDatabase(scope, workload.uuid);
  const kind = kindOf(row.engine);
  const settings = settingsOf(row, openValues(scope.database.sealer, row));
  return { dumps: requireDumps(kind.dumps), settings, signIn: kind.signIn(settings) };
}

async function outdatedOf(
  scope: OrganizationScope,
  schedule: { id: number; keepAmount: number; keepDays: number; keepGigabytes: number },
) {
  const rows = await scope.db.backupExecution.findMany({
    where: { scheduleId: schedule.id, status: 'success' },
    orderBy: { id: 'desc' },
  });
  const now = scope.clock.now();
  const backups = rows.map(({ database, file, bytes, createdAt }) => {
    return { database, file, bytes: Number(bytes ?? 0), createdAt };
  });
  const parts = [...new Set(backups.map(({ database }) => database))];
  return parts.flatMap((part) => {
    const ofPart = backups.filter(({ database }) => database === part);
    return outdatedBackups(schedule, ofPart, now);
  });
}

/** Names of databases are identifiers; the uuid keeps a file of another attempt apart. */
function fileName(database: string | null, { uuid, createdAt }: LoadedOperation, { ending }: Dump): string {
  const [name = ''] = (database ?? 'all').split(':');
  const time = createdAt.toISOString().replace(/\D/g, '').slice(0, 14);
  return `${name}-${time}-${uuid}.${ending}`;
}

function secretsOfDump({ write, check, read }: Dump): Secret[] {
  return [write, check, read].flatMap(({ env }) => Object.values(env));
}
