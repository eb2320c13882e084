import { z } from 'zod';
import { AppError } from '../../domain/error';
import type { VolumeBackupSpec, VolumeRestoreSpec } from '../../domain/volume-backup';
import { volumeBackupPlan, volumeRestorePlan } from '../../engine/plans/volume-backup';
import { backupFolder } from '../../engine/server/folders';
import { copyOf, copyPrefix, storageOf } from '../backups/copies';
import { backupParameters, endExecutions, keepExecutions } from '../backups/executions';
import { backupNotice } from '../backups/notice';
import { outdatedOf } from '../backups/outdated';
import { secretsOfObjects } from '../backups/secrets';
import { workloadChanged } from '../changed';
import type { OrganizationScope } from '../context';
import { type OperationDefinition, ofVersion } from '../operations/definition';
import type { LoadedOperation } from '../operations/load';
import { operationRef } from '../operations/operation-ref';
import { bucketOf } from '../s3-storages/sealed';
import { findArchived } from './place';

const VERSION = 1;
/** For the preparations around archives. */
const EXTRA_MS = 5 * 60_000;

const restoreParameters = z.object({ execution: z.string() });

/** Archive a volume or a folder of a workload by its schedule. */
export const backupVolume: OperationDefinition<VolumeBackupSpec> = {
  version: VERSION,
  async prepare(scope, operation) {
    const { schedule: uuid } = backupParameters.parse(operation.parameters);
    const schedule = await scope.db.backupSchedule.findFirst({
      where: { uuid, workloadId: operation.workloadId, storageUuid: { not: null } },
    });
    if (!schedule) throw new AppError('conflict', 'The backup schedule no longer exists.');
    const { place, writers } = await archivedOf(scope, operation, schedule.storageUuid);
    const ref = operationRef(scope, operation);
    const name = fileName(operation);
    const file = `${backupFolder(ref.workload, schedule.uuid)}/${name}`;
    const storage = await storageOf(scope, schedule);
    const key = `${copyPrefix(scope, { what: 'volumes', workload: ref.workload.uuid, schedule: uuid })}/${name}`;
    const row = { database: null, file, s3Object: storage && key };
    await keepExecutions(scope, operation, schedule.id, [row], storage?.id ?? null);
    return {
      ...ref,
      place,
      file,
      ...(storage && { object: { bucket: bucketOf(scope, storage), key } }),
      writers: schedule.stopsWorkload ? writers : [],
      graceSeconds: operation.workload.stopGracePeriod,
      // If the S3 storage was deleted, the file is the only copy.
      keepsLocal: schedule.keepsLocal || storage === null,
      ...(await outdatedOf(scope, schedule)),
      timeoutMs: schedule.timeout * 1000,
    };
  },
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: (spec) => volumeBackupPlan(spec),
  secrets: ({ object, outdatedObjects }) =>
    secretsOfObjects([...(object ? [object] : []), ...outdatedObjects]),
  deadlineMs: ({ object, timeoutMs, graceSeconds }) =>
    (object ? 2 : 1) * timeoutMs + 2000 * graceSeconds + EXTRA_MS,
  beforeEnd: (scope, operation, result, spec) => endExecutions(scope, operation, result, spec),
  afterEnd: (scope, { workload }) => workloadChanged(scope, workload),
  notice: backupNotice,
};

/** Restore a volume or a folder to the state of a backup. Its writers are stopped meanwhile. */
export const restoreVolume: OperationDefinition<VolumeRestoreSpec> = {
  version: VERSION,
  async prepare(scope, operation) {
    const { execution: uuid } = restoreParameters.parse(operation.parameters);
    const execution = await scope.db.backupExecution.findUnique({
      where: { uuid },
      include: { schedule: true, s3Storage: true },
    });
    if (execution?.schedule.workloadId !== operation.workloadId)
      throw new AppError('conflict', 'The backup no longer exists.');
    const { place, writers } = await archivedOf(scope, operation, execution.schedule.storageUuid);
    const object = execution.isLocal ? null : copyOf(scope, execution);
    if (!execution.isLocal && object === null) throw new AppError('conflict', 'The backup no longer exists.');
    return {
      ...operationRef(scope, operation),
      place,
      file: execution.file,
      ...(object && { object }),
      writers,
      graceSeconds: operation.workload.stopGracePeriod,
      timeoutMs: execution.schedule.timeout * 1000,
    };
  },
  thaw: (frozen) => ofVersion(VERSION, frozen),
  plan: (spec) => volumeRestorePlan(spec),
  secrets: ({ object }) => secretsOfObjects(object ? [object] : []),
  deadlineMs: ({ object, timeoutMs, graceSeconds }) =>
    (object ? 3 : 2) * timeoutMs + 2000 * graceSeconds + EXTRA_MS,
  afterEnd: (scope, { workload }) => workloadChanged(scope, workload),
};

function archivedOf(scope: OrganizationScope, { workload }: LoadedOperation, storageUuid: string | null) {
  if (storageUuid === null) throw new AppError('conflict', 'This is not a volume backup.');
  return findArchived(scope, workload, storageUuid);
}

/** The uuid distinguishes the file from those of other attempts. */
function fileName({ uuid, createdAt }: LoadedOperation): string {
  return `data-${createdAt.toISOString().replace(/\D/g, '').slice(0, 14)}-${uuid}.tar.gz`;
}
