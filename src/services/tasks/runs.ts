import type { Operation, OperationLog } from '../../db/generated/client';
import { AppError, notFound } from '../../domain/error';
import { publicIdPattern } from '../../domain/id';
import { activeOperationStatuses } from '../../domain/states';
import type { NamedWorkload } from '../../domain/workload/names';
import { newUuid } from '../../lib/random';
import type { Scope } from '../context';
import { requestOperation } from '../operations/request';
import { findWorkload } from '../workloads/find';
import { requireLegal } from '../workloads/require-legal';
import { type CommandParameters, commandParameters } from './command-parameters';
import { requireContainer } from './require-container';

/** Most commands of one workload that wait or run. */
const MOST_ACTIVE = 10;
/** Most output lines to show of a command, from its end. */
const MOST_LINES = 10_000;

/** A waiting, running or ended command. */
export interface CommandRun {
  operation: Operation;
  parameters: CommandParameters;
}

/** A command with the end of its output. */
export interface PrintedRun extends CommandRun {
  lines: OperationLog[];
}

/**
 * Run one command in a container of a workload. Each request is a run of its own.
 * @returns uuid of its operation
 * @throws AppError 404 · 409 while the workload is being deleted, and while many run · 422 for a container that it does
 *   not have
 */
export async function requestRun(
  scope: Scope,
  { kind, uuid }: NamedWorkload,
  given: Omit<CommandParameters, 'exitCode'>,
): Promise<string> {
  const workload = await findWorkload(scope, kind, uuid);
  requireLegal(workload, 'update');
  await requireContainer(scope, workload, given.container);
  const where = { workloadId: workload.id, kind: 'command', status: { in: [...activeOperationStatuses] } };
  if ((await scope.db.operation.count({ where })) >= MOST_ACTIVE)
    throw new AppError(
      'conflict',
      `${MOST_ACTIVE} commands are already waiting or running. Wait until one of them finishes.`,
    );
  const started = await requestOperation(scope, {
    kind: 'command',
    workload,
    parameters: { ...given, exitCode: null } satisfies CommandParameters,
    identity: { run: newUuid() },
    supersedes: [],
  });
  if (!started) throw new AppError('internal', 'A command was run before it was asked for.');
  return started.uuid;
}

/** List one page of the commands of a workload, newest first, and count all. @throws AppError 404 */
export async function listRuns(
  scope: Scope,
  { kind, uuid }: NamedWorkload,
  page: { skip: number; take: number },
): Promise<{ count: number; runs: CommandRun[] }> {
  const { id: workloadId } = await findWorkload(scope, kind, uuid);
  const where = { workloadId, kind: 'command' };
  const operations = await scope.db.operation.findMany({ where, orderBy: { id: 'desc' }, ...page });
  return { count: await scope.db.operation.count({ where }), runs: operations.map(toRun) };
}

/** Get one command with its output. @throws AppError 404 */
export async function getRun(
  scope: Scope,
  { kind, uuid }: NamedWorkload,
  runUuid: string,
): Promise<PrintedRun> {
  const { id: workloadId } = await findWorkload(scope, kind, uuid);
  const found = publicIdPattern.test(runUuid)
    ? await scope.db.operation.findFirst({
        where: { uuid: runUuid, workloadId, kind: 'command' },
        include: { logs: { where: { step: 'run' }, orderBy: { sequence: 'desc' }, take: MOST_LINES } },
      })
    : null;
  if (!found) throw notFound('Run');
  const { logs, ...operation } = found;
  return { ...toRun(operation), lines: logs.toReversed() };
}

function toRun(operation: Operation): CommandRun {
  return { operation, parameters: commandParameters.parse(operation.parameters) };
}
