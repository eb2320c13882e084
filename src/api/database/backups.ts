import { z } from 'zod';
import type { Permission } from '../../domain/permission/vocabulary';
import { createSchedule, updateSchedule } from '../../services/backups/change';
import { deleteExecution, deleteSchedule } from '../../services/backups/delete';
import { getSchedule, listExecutions, listSchedules } from '../../services/backups/list';
import { requestRestore } from '../../services/backups/request';
import { drillNow } from '../../services/backups/request-drill';
import { can } from '../authorize';
import { messageAnswer, pathId } from '../wire/answers';
import { queryFlag } from '../wire/query';
import { executionWire, toExecutionWire } from '../workload/backup-execution-schema';
import {
  createBackupFields,
  scheduleWire,
  toScheduleChange,
  toScheduleWire,
  updateBackupFields,
} from './backup-schema';

const tag = 'Databases';
const object = { type: 'database', input: 'uuid' } as const;
const audit = 'backup';
const schedules = '/databases/{uuid}/backups';
const schedule = `${schedules}/{scheduled_backup_uuid}` as const;
const executions = `${schedule}/executions` as const;
const ofSchedule = { uuid: pathId, scheduled_backup_uuid: pathId };
const ofExecution = { ...ofSchedule, execution_uuid: pathId };
const deleteS3 = {
  delete_s3: queryFlag.optional().meta({ description: 'Also remove the copies in S3.' }),
};

const idsOf = (input: { uuid: string; scheduled_backup_uuid: string }) => ({
  database: input.uuid,
  schedule: input.scheduled_backup_uuid,
});

function further({ backup_now }: { backup_now?: boolean | undefined }): readonly Permission[] {
  return backup_now ? ['backup:run'] : [];
}

export const backupProcedures = {
  listBackups: can('backup:read', {
    rest: {
      method: 'GET',
      path: schedules,
      status: 200,
      tag,
      summary: 'List the backup configurations of a database',
    },
    object,
    input: z.strictObject({ uuid: pathId }),
    output: z.array(scheduleWire),
  }).query(async ({ ctx, input }) => (await listSchedules(ctx.scope, input.uuid)).map(toScheduleWire)),

  createBackup: can('backup:create', {
    rest: { method: 'POST', path: schedules, status: 201, tag, summary: 'Create a backup configuration' },
    object,
    also: further,
    input: z.strictObject({ uuid: pathId, ...createBackupFields }),
    output: z.object({ uuid: z.string(), message: z.string() }),
    audit,
  }).mutation(async ({ ctx, input }) => {
    const { frequency } = input;
    const change = { ...toScheduleChange(input), frequency };
    const uuid = await createSchedule(ctx.scope, input.uuid, { change, isNow: input.backup_now ?? false });
    return { uuid, message: 'Backup configuration created successfully.' };
  }),

  getBackup: can('backup:read', {
    rest: { method: 'GET', path: schedule, status: 200, tag, summary: 'Get a backup configuration' },
    object,
    input: z.strictObject(ofSchedule),
    output: scheduleWire,
  }).query(async ({ ctx, input }) => toScheduleWire(await getSchedule(ctx.scope, idsOf(input)))),

  updateBackup: can('backup:update', {
    rest: { method: 'PATCH', path: schedule, status: 200, tag, summary: 'Update a backup configuration' },
    object,
    also: further,
    input: z.strictObject({ ...ofSchedule, ...updateBackupFields }),
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const request = { change: toScheduleChange(input), isNow: input.backup_now ?? false };
    await updateSchedule(ctx.scope, idsOf(input), request);
    return { message: 'Database backup configuration updated' };
  }),

  deleteBackup: can('backup:delete', {
    rest: {
      method: 'DELETE',
      path: schedule,
      status: 200,
      tag,
      summary: 'Delete a backup configuration and all of its executions',
    },
    object,
    input: z.strictObject({ ...ofSchedule, ...deleteS3 }),
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    await deleteSchedule(ctx.scope, idsOf(input), input.delete_s3 ?? false);
    return { message: 'Backup configuration and all executions deleted.' };
  }),

  listBackupExecutions: can('backup:read', {
    rest: {
      method: 'GET',
      path: executions,
      status: 200,
      tag,
      summary: 'List the executions of a backup configuration',
    },
    object,
    input: z.strictObject(ofSchedule),
    output: z.object({ executions: z.array(executionWire) }),
  }).query(async ({ ctx, input }) => ({
    executions: (await listExecutions(ctx.scope, idsOf(input))).map(toExecutionWire),
  })),

  deleteBackupExecution: can('backup:delete', {
    rest: {
      method: 'DELETE',
      path: `${executions}/{execution_uuid}`,
      status: 200,
      tag,
      summary: 'Delete a backup execution',
    },
    object,
    input: z.strictObject({ ...ofExecution, ...deleteS3 }),
    output: messageAnswer,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const ids = { ...idsOf(input), execution: input.execution_uuid };
    await deleteExecution(ctx.scope, ids, input.delete_s3 ?? false);
    return { message: 'Backup execution deleted.' };
  }),

  restoreBackup: can('backup:restore', {
    rest: {
      method: 'POST',
      path: `${executions}/{execution_uuid}/restore`,
      status: 200,
      tag,
      summary: 'Restore a database from a backup execution',
      bodyOptional: true,
    },
    object,
    input: z.strictObject(ofExecution),
    output: z.object({ message: z.string(), operation_uuid: z.string() }),
    audit,
  }).mutation(async ({ ctx, input }) => ({
    message: 'Database restore request queued.',
    operation_uuid: await requestRestore(ctx.scope, { ...idsOf(input), execution: input.execution_uuid }),
  })),

  drillBackup: can('backup:run', {
    rest: {
      method: 'POST',
      path: `${schedule}/drill`,
      status: 200,
      tag,
      summary: 'Test the newest backup by restoring it into a temporary database',
      bodyOptional: true,
    },
    object,
    input: z.strictObject(ofSchedule),
    output: z.object({ message: z.string(), operation_uuids: z.array(z.string()) }),
    audit,
  }).mutation(async ({ ctx, input }) => ({
    message: 'Restore drill request queued.',
    operation_uuids: await drillNow(ctx.scope, idsOf(input)),
  })),
};
