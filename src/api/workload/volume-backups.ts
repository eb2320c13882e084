import { z } from 'zod';
import { deleteVolumeSchedule } from '../../services/volume-backups/delete';
import { listVolumeSchedules } from '../../services/volume-backups/find';
import { requestVolumeBackup, requestVolumeRestore } from '../../services/volume-backups/request';
import { setVolumeSchedule } from '../../services/volume-backups/set';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import type { WorkloadSurface } from './surface';
import {
  toVolumeSchedule,
  toVolumeScheduleFields,
  toVolumeScheduleSet,
  volumeSchedule,
  volumeScheduleFields,
  volumeScheduleSet,
} from './volume-backup-schema';

const audit = 'backup';
const ofStorage = { uuid: pathId, storage_uuid: pathId };
const requested = z.object({ message: z.string(), operation_uuid: z.string() });

/** The procedures on the backups of the volumes and folders of a kind of workload. */
export function workloadVolumeBackups({ kind, resource, path: base, tag, noun }: WorkloadSurface) {
  const path = `${base}/storages/{storage_uuid}/backups` as const;
  const object = { type: resource, input: 'uuid' } as const;
  const named = (input: { uuid: string; storage_uuid: string }) => ({
    kind,
    uuid: input.uuid,
    storage: input.storage_uuid,
  });
  return {
    listStorageBackups: can('backup:read', {
      rest: {
        method: 'GET',
        path: `${base}/storage-backups`,
        status: 200,
        tag,
        summary: `List the backup schedules of the storages of ${noun}, with their newest executions`,
      },
      object,
      input: z.strictObject({ uuid: pathId }),
      output: z.array(volumeSchedule),
    }).query(async ({ ctx, input: { uuid } }) =>
      (await listVolumeSchedules(ctx.scope, { kind, uuid })).map(toVolumeSchedule),
    ),

    setStorageBackup: can('backup:create', {
      rest: {
        method: 'PUT',
        path,
        status: 200,
        createdStatus: 201,
        tag,
        summary: `Create or replace the backup schedule of a storage of ${noun}`,
      },
      object,
      also: () => ['backup:update'],
      input: z.strictObject({ ...ofStorage, ...volumeScheduleFields }),
      output: volumeScheduleSet,
      audit,
    }).mutation(async ({ ctx, input }) => {
      const fields = toVolumeScheduleFields(input);
      const set = await setVolumeSchedule(ctx.scope, named(input), fields);
      ctx.response.isCreated = set.isNew;
      return toVolumeScheduleSet(set, fields.s3StorageUuid);
    }),

    runStorageBackup: can('backup:run', {
      rest: {
        method: 'POST',
        path: `${path}/run`,
        status: 200,
        tag,
        summary: `Back up a storage of ${noun} now, as configured in its schedule`,
        bodyOptional: true,
      },
      object,
      input: z.strictObject(ofStorage),
      output: requested,
      audit,
    }).mutation(async ({ ctx, input }) => ({
      message: 'Storage backup queued.',
      operation_uuid: await requestVolumeBackup(ctx.scope, named(input)),
    })),

    deleteStorageBackup: can('backup:delete', {
      rest: {
        method: 'DELETE',
        path,
        status: 200,
        tag,
        summary: `Delete the backup schedule of a storage of ${noun} and its archives, including those in S3`,
      },
      object,
      input: z.strictObject(ofStorage),
      output: messageAnswer,
      audit,
    }).mutation(async ({ ctx, input }) => {
      await deleteVolumeSchedule(ctx.scope, named(input));
      return { message: 'Backup schedule and archives deleted.' };
    }),

    restoreStorageBackup: can('backup:restore', {
      rest: {
        method: 'POST',
        path: `${path}/executions/{execution_uuid}/restore`,
        status: 200,
        tag,
        summary: `Restore a storage of ${noun} from one of its backups`,
        bodyOptional: true,
      },
      object,
      input: z.strictObject({ ...ofStorage, execution_uuid: pathId }),
      output: requested,
      audit,
    }).mutation(async ({ ctx, input }) => ({
      message: 'Storage restore queued.',
      operation_uuid: await requestVolumeRestore(ctx.scope, named(input), input.execution_uuid),
    })),
  };
}
