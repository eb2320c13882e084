import { AppError } from '../../domain/error';
import type { ContainerCommand } from '../../domain/workload/container-command';
import { factsOf, requireFact } from '../plan/facts';
import type { ActionContext, ActionFunction } from '../step/context';

/** Refuse an image that keeps its data outside the volume, where it would be lost with the container. */
export const checkDataFolder: ActionFunction<'check-data-folder'> = async (action, { host, facts }) => {
  const { component, variable, mounted } = action;
  const image = await host.docker.inspectImage(requireFact(facts, component, 'digest'));
  const folder = image?.env.find((entry) => entry.startsWith(`${variable}=`))?.slice(variable.length + 1);
  if (folder === undefined || mounted.some((target) => `${folder}/`.startsWith(`${target}/`)))
    return undefined;
  throw new AppError(
    'conflict',
    `The image keeps its data in ${folder}, and the volume is mounted at ${mounted.join(' and ')}. Use an image tag with a version, such as postgres:18.`,
  );
};

export const changeCredentials: ActionFunction<'change-credentials'> = async (action, context) => {
  const { component, to, deadlineMs } = action;
  const run = (command: ContainerCommand) => runInside(component, command, deadlineMs, context);
  if ((await run(to.signIn)).code === 0) return undefined;
  requireSuccess(to.change, await run(to.change));
  requireSuccess(to.signIn, await run(to.signIn));
  await context.log.info('The credentials were changed in the engine.');
  return undefined;
};

export const runInContainer: ActionFunction<'run-in-container'> = async (action, context) => {
  const { component, command, deadlineMs } = action;
  requireSuccess(command, await runInside(component, command, deadlineMs, context));
  return undefined;
};

/** Run a command in the container that the operation found running. */
async function runInside(
  component: string,
  { argv, env, stdin }: ContainerCommand,
  deadlineMs: number,
  { host, facts, secrets, signal }: ActionContext,
) {
  const container = factsOf(facts, component).previous?.find(({ running }) => running);
  if (!container) throw new AppError('conflict', 'The database is not running. Start it first.');
  return host.docker.exec(container.id, argv, {
    deadlineMs,
    env,
    secrets: [...secrets, ...Object.values(env), ...(stdin ? [stdin] : [])],
    signal,
    ...(stdin && { stdin: stdin.reveal() }),
  });
}

function requireSuccess(
  { argv }: ContainerCommand,
  { code, stdout, stderr }: { code: number; stdout: string; stderr: string },
): void {
  if (code === 0) return;
  const lines = (stderr.trim() || stdout.trim()).split('\n');
  throw new AppError(
    'unavailable',
    `${argv[0]} ended with status ${code} in the database: ${(lines.at(-1) ?? '').slice(0, 500)}`,
  );
}
