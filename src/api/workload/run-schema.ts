import { z } from 'zod';
import { wireStatus, wireStatuses } from '../../domain/deployment-status';
import type { CommandRun, PrintedRun } from '../../services/tasks/runs';
import { pathId } from '../wire/answers';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';
import { command, container, timeout } from './task-schema';

const DEFAULT_SECONDS = 300;

export const runInput = z.strictObject({
  uuid: pathId,
  command: command.meta({ description: 'Run with `sh -c` in the container.' }),
  container: container.meta({ description: 'Component, if there are several.' }),
  timeout: timeout.meta({ description: `Seconds; default ${DEFAULT_SECONDS}.` }),
});

export function toRunRequest(input: z.output<typeof runInput>) {
  return {
    command: input.command,
    container: input.container || null,
    timeout: input.timeout ?? DEFAULT_SECONDS,
  };
}

const fields = {
  uuid: z.string().meta({ description: 'Its log is at /deployments/{uuid}/events.' }),
  command: z.string(),
  container: z.string().nullable(),
  exit_code: z.int().nullable().meta({ description: 'Null: it has not finished by itself.' }),
  reason: z.string().nullable().meta({ description: 'Why it failed.' }),
  status: z.string().meta({ description: `One of ${wireStatuses.join(', ')}.`, example: 'finished' }),
  timeout: z.int(),
  created_at: timestamp,
  started_at: timestamp.nullable(),
  finished_at: timestamp.nullable(),
};

/** A command that was, is or will be run in a container of a workload. */
export const runWire = wireObject(fields).meta({ id: 'CommandRun' });

export const runWithOutput = wireObject({
  ...fields,
  output: z.string().meta({ description: 'Last lines of its output, also while it is running.' }),
}).meta({ id: 'CommandRunWithOutput' });

export function toRunWire({ operation, parameters }: CommandRun): z.infer<typeof runWire> {
  return {
    uuid: operation.uuid,
    command: parameters.command,
    container: parameters.container,
    exit_code: parameters.exitCode,
    reason: operation.reason,
    status: wireStatus(operation.status),
    timeout: parameters.timeout,
    created_at: toTimestamp(operation.createdAt),
    started_at: operation.startedAt && toTimestamp(operation.startedAt),
    finished_at: operation.finishedAt && toTimestamp(operation.finishedAt),
  };
}

export function toRunWithOutput(run: PrintedRun): z.infer<typeof runWithOutput> {
  return { ...toRunWire(run), output: run.lines.map(({ text }) => text).join('\n') };
}
