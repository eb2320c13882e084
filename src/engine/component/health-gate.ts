import type { CommandHealthCheck, HealthCheckSpec, HttpHealthCheck } from '../../domain/deployment-spec';
import { errorMessage } from '../../domain/error';
import type { Facts } from '../plan/types';
import type { ActionContext } from '../step/context';
import { type GatePorts, gatePorts } from './gate-ports';
import { isRouted } from './is-routed';
import { listenerHint } from './listener-hint';
import { addressOf, runningContainer, unhealthy } from './new-container';
import { acceptsTcp, awaitOpenPorts, openPorts } from './open-ports';
import { isServersFault, probeHttp } from './probe';

const pollMs = 200;
/** How long a worker must run without a restart (`deployment.md` D7.2). */
const workerMs = 3_000;

/** Resolves when the new container is well; rejects with what it did instead (`deployment.md` D7.2, D7.3). */
export async function awaitHealthy(check: HealthCheckSpec, context: ActionContext): Promise<Facts> {
  if (check.kind === 'http') return httpGate(check, context);
  if (check.kind === 'cmd' || context.facts.hasHealthcheck) return dockerGate(check, context);
  const wanted = gatePorts(context.spec, context.facts) ?? (await servedPort(context));
  if (wanted === null) return workerGate(context);
  const open = await awaitOpenPorts(wanted, check.startPeriod, context);
  await context.log.info(`The new container accepts connections on port ${open.join(', ')}.`);
  return { openPorts: open };
}

/** A guessed port that the running version serves is known after all. */
async function servedPort(context: ActionContext): Promise<GatePorts | null> {
  const { facts, host, spec } = context;
  if (facts.port === undefined || !isRouted(spec)) return null;
  for (const previous of facts.previous ?? []) {
    const state = await host.docker.inspectContainer(previous.id);
    const address = state?.status === 'running' && state.networks[spec.container.network]?.ipAddress;
    if (address && (await acceptsTcp(address, facts.port, context)))
      return { ports: [facts.port], need: 'all' };
  }
  return null;
}

async function workerGate(context: ActionContext): Promise<Facts> {
  const { clock, log, signal } = context;
  const end = clock.now().getTime() + workerMs;
  for (;;) {
    await runningContainer(context);
    if (clock.now().getTime() >= end) break;
    await clock.sleep(pollMs, signal);
  }
  await log.info(
    `The new container has run for ${workerMs / 1000} s. No port is known that it should answer on.`,
  );
  return {};
}

/** Docker runs the check (the image's HEALTHCHECK or the configured command) and tells the result. */
async function dockerGate(check: HealthCheckSpec, context: ActionContext): Promise<Facts> {
  for (;;) {
    const state = await runningContainer(context);
    if (state.health === 'healthy') {
      await warnOfClosedPorts(context);
      return healthy(context);
    }
    if (state.health === 'unhealthy') {
      const problem = check.kind === 'cmd' ? commandText(check) : "the image's HEALTHCHECK failed";
      throw unhealthy(await withHint(problem, gatePorts(context.spec, context.facts)?.ports ?? [], context));
    }
    await context.clock.sleep(pollMs, context.signal);
  }
}

/** A success counts at any time; failures count only after the start period. */
async function httpGate(check: HttpHealthCheck, context: ActionContext): Promise<Facts> {
  const { clock, signal, log } = context;
  const startPeriodEnds = clock.now().getTime() + check.startPeriod * 1000;
  for (let failures = 0; ; ) {
    const problem = await httpProblem(check, context);
    if (problem === null) return healthy(context);
    const starting = clock.now().getTime() < startPeriodEnds;
    if (!starting) failures++;
    await log.debug(`Not healthy yet: ${problem}`);
    if (failures >= check.retries)
      throw unhealthy(await withHint(problem, [httpPort(check, context)], context));
    await clock.sleep(starting ? Math.min(pollMs, check.interval * 1000) : check.interval * 1000, signal);
  }
}

/** What is wrong, or null when the container is well. */
async function httpProblem(check: HttpHealthCheck, context: ActionContext): Promise<string | null> {
  const { host } = context;
  const port = httpPort(check, context);
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
    if (isServersFault(error)) throw error;
    return `${what}: ${errorMessage(error)}`;
  }
}

function httpPort(check: HttpHealthCheck, { facts }: ActionContext): number {
  return check.port ?? facts.port ?? 0;
}

/** A check inside the container passes although no one outside reaches the program. */
async function warnOfClosedPorts(context: ActionContext): Promise<void> {
  const ports = gatePorts(context.spec, context.facts)?.ports ?? [];
  if (ports.length === 0 || (await openPorts(ports, context)).length > 0) return;
  const hint = await listenerHint(ports, context);
  if (hint !== null) await context.log.problem(`The health check passes, but ${hint}.`);
}

async function withHint(problem: string, ports: readonly number[], context: ActionContext): Promise<string> {
  const hint = await listenerHint(ports, context);
  return hint === null ? problem : `${problem}; ${hint}`;
}

async function healthy({ log }: ActionContext): Promise<Facts> {
  await log.info('The new container is healthy.');
  return {};
}

function commandText(check: CommandHealthCheck): string {
  return `the command "${check.argv.join(' ')}" failed`;
}
