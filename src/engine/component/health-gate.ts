import { errorMessage } from '../../domain/error';
import type {
  CommandHealthCheck,
  DockerHealthCheck,
  HealthCheckSpec,
  HttpHealthCheck,
  NoHealthCheck,
} from '../../domain/workload/health-check';
import type { Gate } from '../plan/action';
import { type ComponentFacts, componentFacts, type Facts, factsOf } from '../plan/facts';
import type { ActionContext } from '../step/context';
import { execGate } from './exec-gate';
import { type GatePorts, gatePorts } from './gate-ports';
import { listenerHint } from './listener-hint';
import { addressOf, runningContainer, unhealthy } from './new-container';
import { acceptsTcp, awaitOpenPorts, openPorts } from './open-ports';
import { isServersFault, probeHttp } from './probe';

const pollMs = 200;
/** Time that a worker must run without a restart (`deployment.md` D7.2). */
const workerMs = 3_000;

/** Wait until the new container is healthy; reject with what it did instead (`deployment.md` D7.2, D7.3). */
export async function awaitHealthy(
  check: HealthCheckSpec,
  gate: Gate,
  context: ActionContext,
): Promise<Facts> {
  if (check.kind === 'http') return httpGate(check, gate, context);
  if (check.kind === 'exec') return execGate(check, gate.component, context);
  const facts = factsOf(context.facts, gate.component);
  if (isAskedByDocker(check, facts)) return dockerGate(check, gate, context);
  const wanted = gatePorts(gate, facts) ?? (await servedPort(gate, context));
  if (wanted === null) return workerGate(gate, context);
  const open = await awaitOpenPorts(wanted, startPeriodOf(check), gate, context);
  await context.log.info(`The new container accepts connections on port ${open.join(', ')}.`);
  return componentFacts(gate.component, { openPorts: open });
}

function isAskedByDocker(check: Asked, { hasHealthcheck = false }: ComponentFacts): boolean {
  if (check.kind === 'none') return hasHealthcheck && !check.isOff;
  return check.kind === 'cmd' || (check.kind === 'docker' && (check.test.length > 0 || hasHealthcheck));
}

/** Checks for which Docker's own state may say more. */
type Asked = CommandHealthCheck | DockerHealthCheck | NoHealthCheck;

/** Get the guessed port if the running version serves it: then it is no longer a guess. */
async function servedPort(gate: Gate, context: ActionContext): Promise<GatePorts | null> {
  const { host } = context;
  const facts = factsOf(context.facts, gate.component);
  if (facts.port === undefined || gate.domains.length === 0) return null;
  for (const previous of facts.previous ?? []) {
    const state = await host.docker.inspectContainer(previous.id);
    const address = state?.status === 'running' && state.networks[gate.network]?.ipAddress;
    if (address && (await acceptsTcp(address, facts.port, context)))
      return { ports: [facts.port], need: 'all' };
  }
  return null;
}

/** Get the start period in seconds. */
function startPeriodOf(check: Asked): number {
  return check.kind === 'docker' ? (check.startPeriod ?? 0) / 1e9 : check.startPeriod;
}

async function workerGate({ component }: Gate, context: ActionContext): Promise<Facts> {
  const { clock, log, signal } = context;
  const end = clock.monotonicMs() + workerMs;
  for (;;) {
    await runningContainer(component, context);
    if (clock.monotonicMs() >= end) break;
    await clock.sleep(pollMs, signal);
  }
  await log.info(`The new container has run for ${workerMs / 1000} s. No port to check is known.`);
  return {};
}

/** Wait for a check that Docker runs: the image's HEALTHCHECK or the configured command. */
async function dockerGate(check: HealthCheckSpec, gate: Gate, context: ActionContext): Promise<Facts> {
  for (;;) {
    const state = await runningContainer(gate.component, context);
    if (state.health === 'healthy') {
      await warnOfClosedPorts(gate, context);
      return healthy(context);
    }
    if (state.health === 'unhealthy') {
      const problem = failedCheck(check);
      throw unhealthy(await withHint(problem, portsOf(gate, context), gate, context));
    }
    await context.clock.sleep(pollMs, context.signal);
  }
}

/** Probe by HTTP until the container is healthy. Failures count only after the start period. */
async function httpGate(check: HttpHealthCheck, gate: Gate, context: ActionContext): Promise<Facts> {
  const { clock, signal, log } = context;
  const startPeriodEnds = clock.monotonicMs() + check.startPeriod * 1000;
  for (let failures = 0; ; ) {
    const problem = await httpProblem(check, gate, context);
    if (problem === null) return healthy(context);
    const starting = clock.monotonicMs() < startPeriodEnds;
    if (!starting) failures++;
    await log.debug(`Not healthy yet: ${problem}`);
    if (failures >= check.retries)
      throw unhealthy(await withHint(problem, [httpPort(check, gate, context)], gate, context));
    await clock.sleep(starting ? Math.min(pollMs, check.interval * 1000) : check.interval * 1000, signal);
  }
}

/** Say what is wrong with the answer, or null when the container is healthy. */
async function httpProblem(
  check: HttpHealthCheck,
  gate: Gate,
  context: ActionContext,
): Promise<string | null> {
  const { host } = context;
  const port = httpPort(check, gate, context);
  const state = await runningContainer(gate.component, context);
  const what = `${check.method} ${check.scheme}://…:${port}${check.path}`;
  try {
    const { status, body } = await probeHttp(host, {
      scheme: check.scheme,
      address: addressOf(state, gate.network),
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

function httpPort(check: HttpHealthCheck, { component }: Gate, { facts }: ActionContext): number {
  return check.port ?? factsOf(facts, component).port ?? 0;
}

function portsOf(gate: Gate, { facts }: ActionContext): readonly number[] {
  return gatePorts(gate, factsOf(facts, gate.component))?.ports ?? [];
}

/** Warn of ports that are closed from outside, because a check inside the container does not notice. */
async function warnOfClosedPorts(gate: Gate, context: ActionContext): Promise<void> {
  const ports = portsOf(gate, context);
  if (ports.length === 0 || (await openPorts(ports, gate, context)).length > 0) return;
  const hint = await listenerHint(ports, gate.component, context);
  if (hint !== null) await context.log.problem(`The health check passes, but ${hint}.`);
}

async function withHint(
  problem: string,
  ports: readonly number[],
  { component }: Gate,
  context: ActionContext,
): Promise<string> {
  const hint = await listenerHint(ports, component, context);
  return hint === null ? problem : `${problem}; ${hint}`;
}

async function healthy({ log }: ActionContext): Promise<Facts> {
  await log.info('The new container is healthy.');
  return {};
}

function failedCheck(check: HealthCheckSpec): string {
  const argv = check.kind === 'cmd' ? check.argv : check.kind === 'docker' ? check.test.slice(1) : [];
  return argv.length > 0 ? `the command "${argv.join(' ')}" failed` : "the image's HEALTHCHECK failed";
}
