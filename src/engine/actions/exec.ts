import { dockerLabel } from '../../domain/docker-label';
import { AppError } from '../../domain/error';
import { factsOf } from '../plan/facts';
import type { ActionContext, ActionFunction } from '../step/context';

/** Run one argv with `sh -c` in a container of this workload, never on the server itself. */
export const execInContainer: ActionFunction<'exec'> = async (action, context) => {
  const { host, secrets, signal, log } = context;
  const container = await targetContainer(action, context);
  if (container === null) {
    await log.info(`Skipped: no container of this ${action.target.workload.kind} is running.`);
    return undefined;
  }
  const { code, stdout, stderr } = await host.docker.exec(container, ['sh', '-c', action.command], {
    deadlineMs: action.deadlineMs,
    signal,
    secrets,
  });
  if (stdout.trim() !== '') await log.info(stdout.trimEnd());
  if (stderr.trim() !== '') await log.problem(stderr.trimEnd());
  if (code !== 0)
    throw new AppError('unavailable', `The command ended with status ${code} in the container.`);
  return undefined;
};

type ExecAction = Parameters<typeof execInContainer>[0];

async function targetContainer(action: ExecAction, { host, facts }: ActionContext): Promise<string | null> {
  const { workload, component } = action.target;
  if (action.name === null) {
    const { containerId, previous: before } = factsOf(facts, component.name);
    const previous = before?.find((container) => container.running)?.id;
    return (action.container === 'new' ? containerId : previous) ?? null;
  }
  const state = await host.docker.inspectContainer(action.name);
  if (state?.status !== 'running') return null;
  if (
    state.labels[dockerLabel.resource] === workload.uuid &&
    state.labels[dockerLabel.instance] === workload.instanceId
  ) {
    return state.id;
  }
  throw new AppError('forbidden', `${action.name} is not a container of this ${workload.kind}.`);
}
