import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { buildEnvironment, dockerBuildArgv, hasLimits } from '../plan/docker-argv';
import type { CommandTemplate } from '../plan/text';
import { renderText, resolveCommand } from '../plan/text';
import type { ActionContext, ActionFunction } from '../step/context';
import { JobOutput } from './job-output';

/** Time between SIGTERM and SIGKILL of a job's process group. */
const killGraceMs = 5_000;

const secretsHint =
  'If Docker does not support the "env" option of a secret, update Docker or turn off use_build_secrets.';

const limitsHint =
  'Builds on this server have limits: a build that needs more memory is killed (status 137), and features that need BuildKit do not work. The limits are in the server settings.';

export const runJob: ActionFunction<'job'> = async (action, context) => {
  const code = await followToEnd(action.name, action.command, context);
  if (code !== 0) throw new AppError('unavailable', action.explain);
  return undefined;
};

export const dockerBuild: ActionFunction<'docker-build'> = async ({ job, build }, context) => {
  const builder = context.facts.builder ?? 'classic';
  const command: CommandTemplate = {
    argv: dockerBuildArgv(build, builder),
    env: { ...buildEnvironment(build), DOCKER_BUILDKIT: builder === 'buildkit' ? '1' : '0' },
    deadlineMs: build.deadlineMs,
  };
  const code = await followToEnd(job, command, context);
  if (code !== 0) {
    const hint =
      build.deliver === 'secrets' || build.secrets
        ? ` ${secretsHint}`
        : hasLimits(build.limits)
          ? ` ${limitsHint}`
          : '';
    throw new AppError(
      'unavailable',
      `docker build ended with status ${code}: the lines above show which instruction failed.${hint}`,
    );
  }
  return undefined;
};

export const killJob: ActionFunction<'kill-job'> = async ({ name }, { host }) => {
  await host.jobs.kill(name, killGraceMs);
  return undefined;
};

export const removeJob: ActionFunction<'remove-job'> = async ({ name }, { host }) => {
  await host.jobs.remove(name);
  return undefined;
};

/** Start the job, or join it if an earlier attempt of this deployment started it; return its exit status. */
export async function followToEnd(
  name: string,
  template: CommandTemplate,
  context: ActionContext,
): Promise<number> {
  const { host, log, signal, facts } = context;
  const secrets = Object.values(template.env ?? {}).filter((value) => value instanceof Secret);
  const offset = context.jobOffset(name);
  if (offset === 0) await log.debug(`$ ${template.argv.map((text) => renderText(text)).join(' ')}`);
  await host.jobs.start(name, resolveCommand(template, facts));
  const output = new JobOutput(name, log);
  const { code, droppedBytes } = await host.jobs.follow(name, {
    offset,
    onOutput: (chunk, offsetAfter) => output.push(chunk, offsetAfter),
    signal,
    deadlineMs: template.deadlineMs,
    secrets,
  });
  await output.end();
  if (droppedBytes > 0)
    await log.problem(`${droppedBytes} bytes of output were dropped because the log is full.`);
  return code;
}
