import type { CommandHealthCheck, HealthCheckSpec, HttpHealthCheck } from '../../domain/deployment-spec';
import { AppError, errorMessage } from '../../domain/error';
import type { ContainerState } from '../../transport/docker';
import type { ActionContext } from '../actions/context';
import { resolveText } from '../text';
import { probeHttp, probeTcp } from './probe';

const pollMs = 200;
/** Without any check, the container must run this much longer than its start period (`deployment.md` D7.2). */
const observeSeconds = 10;

/** Resolves when the new container is well; rejects with what it did instead (`deployment.md` D7.2, D7.3). */
export function awaitHealthy(check: HealthCheckSpec, context: ActionContext): Promise<void> {
  if (check.kind === 'http') return httpGate(check, context);
  if (check.kind === 'cmd' || context.facts.hasHealthcheck) return dockerGate(check, context);
  return runningGate(check.startPeriod, context);
}

/** Docker runs the check (the image's HEALTHCHECK or the configured command) and tells the result. */
async function dockerGate(check: HealthCheckSpec, context: ActionContext): Promise<void> {
  for (;;) {
    const state = await runningContainer(context);
    if (state.health === 'healthy') return;
    if (state.health === 'unhealthy')
      throw unhealthy(check.kind === 'cmd' ? commandText(check) : "the image's HEALTHCHECK failed");
    await context.clock.sleep(pollMs, context.signal);
  }
}

/** A success counts at any time; failures count only after the start period. */
async function httpGate(check: HttpHealthCheck, context: ActionContext): Promise<void> {
  const { clock, signal, log } = context;
  const startPeriodEnds = clock.now().getTime() + check.startPeriod * 1000;
  for (let failures = 0; ; ) {
    const problem = await httpProblem(check, context);
    if (problem === null) return;
    const starting = clock.now().getTime() < startPeriodEnds;
    if (!starting) failures++;
    await log.debug(`Not healthy yet: ${problem}`);
    if (failures >= check.retries) throw unhealthy(problem);
    await clock.sleep(starting ? Math.min(pollMs, check.interval * 1000) : check.interval * 1000, signal);
  }
}

/** What is wrong, or null when the container is well. */
async function httpProblem(check: HttpHealthCheck, context: ActionContext): Promise<string | null> {
  const { host, facts } = context;
  const port = check.port ?? facts.port ?? 0;
  const state = await runningContainer(context);
  const what = `${check.method} ${check.scheme}://…:${port}${check.path}`;
  try {
    const { status, body } = await probeHttp(host, {
      scheme: check.scheme,
      address: addressOf(state, context),
      port,
      method: check.method,
      path: check.path,
      headers: { Host: check.host },
      timeoutMs: check.timeout * 1000,
    });
    if (status !== check.returnCode) return `${what} answered ${status} instead of ${check.returnCode}`;
    if (check.responseText !== null && !body.includes(check.responseText))
      return `${what} answered without the expected text`;
    return null;
  } catch (error) {
    return `${what}: ${errorMessage(error)}`;
  }
}

async function runningGate(startPeriodSeconds: number, context: ActionContext): Promise<void> {
  const { host, clock, signal, facts } = context;
  const end = clock.now().getTime() + (startPeriodSeconds + observeSeconds) * 1000;
  while (clock.now().getTime() < end) {
    await runningContainer(context);
    await clock.sleep(pollMs, signal);
  }
  const port = facts.port ?? 0;
  const address = addressOf(await runningContainer(context), context);
  try {
    await probeTcp(host, { address, port, timeoutMs: 5_000 });
  } catch (error) {
    throw unhealthy(
      `port ${port} does not accept connections (${errorMessage(error)}). Set ports_exposes to the port that the application listens on, on address 0.0.0.0`,
    );
  }
}

/** The state of the new container; one that ended, or ended and was restarted, will not become healthy. */
async function runningContainer({ host, facts }: ActionContext): Promise<ContainerState> {
  const state = await host.docker.inspectContainer(resolveText({ fact: 'containerId' }, facts));
  if (state === null) throw new AppError('unavailable', 'The new container was removed by somebody else.');
  if (state.status === 'running' && state.restartCount === 0) return state;
  const why = state.oomKilled
    ? ' because it used more memory than its limit'
    : state.error && ` (${state.error})`;
  throw new AppError(
    'unavailable',
    `The new container ended with status ${state.exitCode}${why}. Its last lines are below.`,
  );
}

function addressOf(state: ContainerState, { spec }: ActionContext): string {
  const address = state.networks[spec.container.network]?.ipAddress;
  if (address) return address;
  throw new AppError(
    'unavailable',
    `The new container has no address on the network ${spec.container.network}.`,
  );
}

function commandText(check: CommandHealthCheck): string {
  return `the command "${check.argv.join(' ')}" failed`;
}

function unhealthy(why: string): AppError {
  return new AppError('unavailable', `The new container is not healthy: ${why}. Its last lines are below.`);
}
