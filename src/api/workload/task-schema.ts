import { z } from 'zod';
import { isFailing } from '../../domain/failing-schedule';
import { displayName } from '../../domain/input/display-name';
import { multiLine, singleLine } from '../../domain/input/text';
import { cron } from '../../domain/input/time/cron';
import { timeZone } from '../../domain/input/time/time-zone';
import type { TaskInZone } from '../../services/tasks/change';
import type { listExecutions, TaskRow } from '../../services/tasks/list';
import { pathId } from '../wire/answers';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

const COMMAND_BYTES = 65_536;
const CONTAINER_BYTES = 255;
const LONGEST_SECONDS = 36_000;

export const container = singleLine(CONTAINER_BYTES).nullish();
export const timeout = z.int().min(1).max(LONGEST_SECONDS).optional();

/** The field set TASK of coolify-api §2, and the time zone. */
const fields = {
  container,
  timeout,
  enabled: z.boolean().optional(),
  timezone: timeZone.nullish().meta({
    description: 'Time zone of the frequency; null, the default: that of the server, also when it changes.',
  }),
};
export const command = multiLine(COMMAND_BYTES).refine((text) => text.trim() !== '', 'Must not be empty.');

export const createTaskInput = z.strictObject({
  uuid: pathId,
  name: displayName,
  command,
  frequency: cron,
  ...fields,
});

export const updateTaskInput = z.strictObject({
  uuid: pathId,
  task_uuid: pathId,
  name: displayName.optional(),
  command: command.optional(),
  frequency: cron.optional(),
  ...fields,
});

type Change = z.infer<z.ZodObject<typeof fields>>;

/** Convert the fields that every input shares. */
export function toTaskChange({ container, timeout, enabled, timezone }: Change) {
  return {
    container: container === '' ? null : container,
    timeout,
    isEnabled: enabled,
    timeZone: timezone,
  };
}

/** Object `ScheduledTask` of the contract. */
export const taskWire = wireObject({
  id: z.int(),
  uuid: z.string(),
  name: z.string(),
  command: z.string(),
  container: z.string().nullable(),
  enabled: z.boolean(),
  frequency: z.string(),
  is_failing: z.boolean(),
  next_run_at: timestamp.nullable(),
  timeout: z.int(),
  timezone: z.string().nullable(),
  server_timezone: z.string(),
  created_at: timestamp,
  updated_at: timestamp,
});

export function toTaskWire(row: TaskInZone & Partial<Pick<TaskRow, 'newest'>>): z.infer<typeof taskWire> {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    command: row.command,
    container: row.container,
    enabled: row.isEnabled,
    frequency: row.frequency,
    is_failing: isFailing((row.newest ?? []).map((status) => ({ status }))),
    next_run_at: row.nextRunAt && toTimestamp(row.nextRunAt),
    timeout: row.timeout,
    timezone: row.timeZone,
    server_timezone: row.serverTimeZone,
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}

/** Object `ScheduledTaskExecution` of the contract. */
export const taskExecutionWire = z.object({
  uuid: z.string(),
  status: z.enum(['success', 'failed', 'running', 'missed']),
  message: z.string().nullable().meta({ description: 'End of its output, and the reason if it failed.' }),
  exit_code: z.int().nullable(),
  operation_uuid: z.string().nullable().meta({ description: 'Its log is at /deployments/{uuid}/events.' }),
  retry_count: z.int(),
  duration: z.number().nullable().meta({ description: 'Duration in seconds; null until it has finished.' }),
  started_at: timestamp.nullable(),
  finished_at: timestamp.nullable(),
  created_at: timestamp,
  updated_at: timestamp,
});

type ExecutionRow = Awaited<ReturnType<typeof listExecutions>>[number];

export function toTaskExecutionWire(row: ExecutionRow): z.infer<typeof taskExecutionWire> {
  const { startedAt, finishedAt } = row;
  const texts = [row.output, row.reason].filter((text) => text !== null && text !== '');
  return {
    uuid: row.uuid,
    status: row.status,
    message: texts.length === 0 ? null : texts.join('\n'),
    exit_code: row.exitCode,
    operation_uuid: row.operationUuid,
    retry_count: row.retryCount,
    duration: startedAt && finishedAt && (finishedAt.getTime() - startedAt.getTime()) / 1000,
    started_at: startedAt && toTimestamp(startedAt),
    finished_at: finishedAt && toTimestamp(finishedAt),
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}
