import type { ScheduledTask, Workload, WorkloadKind } from '../../db/generated/client';
import { invalidField } from '../../domain/error';
import { nextRun } from '../../domain/input/time/next-run';
import type { NamedWorkload } from '../../domain/workload/names';
import { newUuid } from '../../lib/random';
import { workloadChanged } from '../changed';
import type { Scope } from '../context';
import { findWorkload } from '../workloads/find';
import { requireLegal } from '../workloads/require-legal';
import { findTask, type TaskIds } from './find';
import { requireContainer } from './require-container';

/** What callers set. */
export interface TaskFields {
  name: string;
  command: string;
  frequency: string;
  /** null: that of the server. */
  timeZone: string | null;
  container: string | null;
  timeout: number;
  isEnabled: boolean;
}

/** Most tasks of one workload. */
const MOST_TASKS = 100;

/** Defaults of a new task. */
const defaults = { timeZone: null, container: null, timeout: 300, isEnabled: true };

export type TaskInZone = ScheduledTask & {
  /** That of the server, which it follows if it has none of its own. */
  serverTimeZone: string;
};

type Given = Pick<TaskFields, 'name' | 'command' | 'frequency'>;
type Change = { [K in keyof TaskFields]?: TaskFields[K] | undefined };

/** @throws AppError 404 · 409 while the workload is being deleted · 422 for a container that it does not have */
export async function createTask(
  scope: Scope,
  named: NamedWorkload,
  given: Given & Change,
): Promise<TaskInZone> {
  const workload = await findWorkload(scope, named.kind, named.uuid);
  requireLegal(workload, 'update');
  const fields = { ...defaults, ...present(given), ...pick(given) };
  await requireContainer(scope, workload, fields.container);
  if ((await scope.db.scheduledTask.count({ where: { workloadId: workload.id } })) >= MOST_TASKS)
    throw invalidField('name', `A resource can have at most ${MOST_TASKS} scheduled tasks.`);
  const serverTimeZone = await timeZoneOf(scope, workload);
  const task = await scope.db.scheduledTask.create({
    data: {
      ...fields,
      uuid: newUuid(),
      organizationId: scope.organizationId,
      workloadId: workload.id,
      nextRunAt: next(scope, fields, serverTimeZone),
    },
  });
  await workloadChanged(scope, workload);
  return { ...task, serverTimeZone };
}

/** Update a task; absent fields stay unchanged. @throws as `createTask` */
export async function updateTask(
  scope: Scope,
  kind: WorkloadKind,
  ids: TaskIds,
  change: Change,
): Promise<TaskInZone> {
  const workload = await findWorkload(scope, kind, ids.workload);
  const before = await findTask(scope, ids);
  requireLegal(workload, 'update');
  const given = present(change);
  const after = { ...before, ...given };
  if (given.container !== undefined) await requireContainer(scope, workload, after.container);
  const isRescheduled = (['frequency', 'timeZone', 'isEnabled'] as const).some(
    (name) => before[name] !== after[name],
  );
  const serverTimeZone = await timeZoneOf(scope, workload);
  const task = await scope.db.scheduledTask.update({
    where: { id: before.id },
    data: { ...given, ...(isRescheduled && { nextRunAt: next(scope, after, serverTimeZone) }) },
  });
  scope.notes.changed(noted(before), noted(task));
  await workloadChanged(scope, workload);
  return { ...task, serverTimeZone };
}

/** @throws AppError 404 */
export async function deleteTask(scope: Scope, kind: WorkloadKind, ids: TaskIds): Promise<void> {
  const workload = await findWorkload(scope, kind, ids.workload);
  const task = await findTask(scope, ids);
  await scope.db.scheduledTask.delete({ where: { id: task.id } });
  scope.notes.removed(task);
  await workloadChanged(scope, workload);
}

function next(
  { clock }: Pick<Scope, 'clock'>,
  { isEnabled, frequency, timeZone }: Pick<TaskFields, 'isEnabled' | 'frequency' | 'timeZone'>,
  serverTimeZone: string,
): Date | null {
  return isEnabled ? nextRun(frequency, clock.now(), timeZone ?? serverTimeZone) : null;
}

async function timeZoneOf(
  { db }: Pick<Scope, 'db'>,
  { destinationId }: Pick<Workload, 'destinationId'>,
): Promise<string> {
  const { server } = await db.destination.findUniqueOrThrow({
    where: { id: destinationId },
    select: { server: { select: { timeZone: true } } },
  });
  return server.timeZone;
}

function pick({ name, command, frequency }: Given): Given {
  return { name, command, frequency };
}

function present(change: Change): Partial<TaskFields> {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries); // without absent members
}

function noted({ id: _, uuid: _1, nextRunAt: _2, createdAt: _3, updatedAt: _4, ...rest }: ScheduledTask) {
  return rest;
}
