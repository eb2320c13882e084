import { AppError } from '../../domain/error';
import { secretsOfSpec } from '../plans/secrets';
import type { ActionContext, ActionFunction } from '../step/context';

/** One argv to `sh -c` in a container of this application; never on the server itself. */
export const execInContainer: ActionFunction<'exec'> = async (action, context) => {
  const { host, spec, signal, log } = context;
  const container = await targetContainer(action, context);
  if (container === null) {
    await log.info('Skipped: no container of this application is running.');
    return undefined;
  }
  const { code, stdout, stderr } = await host.docker.exec(container, ['sh', '-c', action.command], {
    deadlineMs: action.deadlineMs,
    signal,
    secrets: secretsOfSpec(spec),
  });
  if (stdout.trim() !== '') await log.info(stdout.trimEnd());
  if (stderr.trim() !== '') await log.problem(stderr.trimEnd());
  if (code !== 0)
    throw new AppError('unavailable', `The command ended with status ${code} in the container.`);
  return undefined;
};

type Target = Parameters<typeof execInContainer>[0];

async function targetContainer(action: Target, { host, spec, facts }: ActionContext): Promise<string | null> {
  if (action.name === null) {
    const previous = facts.previous?.find((container) => container.running)?.id;
    return (action.container === 'new' ? facts.containerId : previous) ?? null;
  }
  const state = await host.docker.inspectContainer(action.name);
  if (state?.status !== 'running') return null;
  if (
    state.labels['gantry.resource'] === spec.applicationUuid &&
    state.labels['gantry.instance'] === spec.instanceId
  ) {
    return state.id;
  }
  throw new AppError('forbidden', `${action.name} is not a container of this application.`);
}
