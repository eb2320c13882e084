import { dockerLabel } from '../../domain/docker-label';
import { AppError } from '../../domain/error';
import type { ContainerState } from '../../transport/docker/api';
import { isOfComponent, keyOf } from '../component/labels';
import type { ActionFunction } from '../step/context';
import { workloadContainers } from '../workload/containers';
import { PrintedLines } from './printed-lines';

/** Characters of a task's output that are kept (`deployment.md` §12: 1 MB). */
const MOST_OUTPUT = 1024 * 1024;

/** Find the newest running container of the named component; with several components one must be named. */
export const findTaskContainer: ActionFunction<'find-task-container'> = async (action, { host, log }) => {
  const { workload, container: name } = action;
  const running = (await workloadContainers({ host, workload })).filter(({ status }) => status === 'running');
  const named = name === null ? running : running.filter((each) => isNamed(each, name));
  const [found] = named;
  if (!found)
    throw new AppError(
      'conflict',
      `No container of this ${workload.kind}${name === null ? '' : ` called ${name}`} is running.`,
    );
  if (new Set(named.map(keyOf)).size > 1)
    throw new AppError(
      'conflict',
      'Several containers are running. Set the container that the task should run in.',
    );
  await log.info(`In ${found.name}`);
  return { task: { container: found.id } };
};

function isNamed(container: ContainerState, name: string): boolean {
  const workload = container.labels[dockerLabel.resource];
  return (
    container.name === name ||
    keyOf(container) === name ||
    isOfComponent(container, { name }) ||
    (workload !== undefined && isOfComponent(container, { name: name.replace(`-${workload}`, '') }))
  );
}

/**
 * Run one argv with `sh -c` in the container, never on the server. Its output is logged while it runs; its exit status
 * becomes a fact and never fails the action.
 */
export const runTask: ActionFunction<'run-task'> = async ({ command, deadlineMs }, context) => {
  const { host, facts, signal, secrets, log } = context;
  const container = facts.task?.container;
  if (container === undefined) throw new AppError('internal', 'The plan runs a task without a container.');
  const printed = new PrintedLines(log, MOST_OUTPUT);
  const { code, stdout, stderr } = await host.docker.exec(container, ['sh', '-c', command], {
    deadlineMs,
    signal,
    secrets,
    onOutput: (chunk) => printed.push(chunk),
  });
  await printed.end();
  const parts = [stdout, stderr].map((text) => text.trimEnd()).filter((text) => text !== '');
  return { task: { exitCode: code, output: kept(parts.join('\n')) } };
};

/** Keep the end of a text, which says what went wrong. PostgreSQL stores no NUL in a text. */
function kept(text: string): string {
  return text.slice(-MOST_OUTPUT).replaceAll('\0', '\uFFFD');
}

export const requireTaskStatus: ActionFunction<'require-task-status'> = async (_action, { facts }) => {
  const code = facts.task?.exitCode;
  if (code !== 0) throw new AppError('unavailable', `The command ended with status ${code}.`);
  return undefined;
};
