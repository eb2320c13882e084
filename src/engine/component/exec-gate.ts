import { errorMessage } from '../../domain/error';
import type { ExecHealthCheck } from '../../domain/workload/health-check';
import { DockerUnreachable } from '../../transport/docker/failure';
import { ConnectFailure, ConnectionLost } from '../../transport/ssh/failures';
import type { Facts } from '../plan/facts';
import type { ActionContext } from '../step/context';
import { runningContainer, unhealthy } from './new-container';

/** Short pause while the program starts, so that one that is ready at once is not kept waiting. */
const startingPauseMs = 500;

/**
 * Run the check inside the new container until it exits with 0. A success counts at any time; failures count only after
 * the start period.
 */
export async function execGate(
  check: ExecHealthCheck,
  component: string,
  context: ActionContext,
): Promise<Facts> {
  const { clock, signal, log } = context;
  const startPeriodEnds = clock.monotonicMs() + check.startPeriod * 1000;
  for (let failures = 0; ; ) {
    const problem = await execProblem(check, component, context);
    if (problem === null) {
      await log.info('The new container is healthy.');
      return {};
    }
    const starting = clock.monotonicMs() < startPeriodEnds;
    if (!starting) failures++;
    await log.debug(`Not healthy yet: ${problem}`);
    if (failures >= check.retries) throw unhealthy(problem);
    await clock.sleep(
      starting ? Math.min(startingPauseMs, check.interval * 1000) : check.interval * 1000,
      signal,
    );
  }
}

/** Get the output of a failed check, or null when it exits with 0. @throws AppError when the container exited */
async function execProblem(
  { argv, env, timeout }: ExecHealthCheck,
  component: string,
  context: ActionContext,
): Promise<string | null> {
  const { host, signal, secrets } = context;
  const { id } = await runningContainer(component, context);
  const what = `the command "${argv.join(' ')}"`;
  try {
    const { code, stdout, stderr } = await host.docker.exec(id, argv, {
      deadlineMs: timeout * 1000,
      env,
      secrets: [...secrets, ...Object.values(env)],
      signal,
    });
    if (code === 0) return null;
    const lines = (stderr.trim() || stdout.trim()).split('\n');
    return `${what} ended with status ${code}: ${(lines.at(-1) ?? '').slice(0, 500)}`;
  } catch (error) {
    if (signal.aborted || isOutOfReach(error)) throw error;
    // The container exited during the check, or the check took too long.
    return `${what}: ${errorMessage(error)}`;
  }
}

/** Whether a failure says nothing about the container. */
function isOutOfReach(error: unknown): boolean {
  return (
    error instanceof DockerUnreachable || error instanceof ConnectFailure || error instanceof ConnectionLost
  );
}
