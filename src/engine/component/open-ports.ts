import type { AppError } from '../../domain/error';
import type { ActionContext } from '../step/context';
import type { GatePorts } from './gate-ports';
import { listenerHint } from './listener-hint';
import { addressOf, runningContainer, unhealthy, type Watched } from './new-container';
import { isServersFault, probeTcp } from './probe';

/** Rounds of probes in one second (`deployment.md` D7.2). */
const steadyRounds = 3;
const steadyPauseMs = 500;
/** Pause between probes: short at first, so that a fast start is not delayed. */
const closedPauseMs = (waitedMs: number) => (waitedMs < 10_000 ? 100 : 500);
const probeTimeoutMs = 2_000;
/** Time that a port may stay closed after the start period. */
const patienceMs = 120_000;
/** Time until the log says that the program listens on another port or the loopback address. */
const hintAfterMs = 5_000;

/** Wait until the container accepts connections steadily; return the ports that do. */
export async function awaitOpenPorts(
  { ports, need }: GatePorts,
  startPeriodSeconds: number,
  watched: Watched,
  context: ActionContext,
): Promise<readonly number[]> {
  const { clock, signal } = context;
  const begun = clock.monotonicMs();
  const isEnough = (open: readonly number[]) =>
    need === 'all' ? open.length === ports.length : open.length > 0;
  let isHinted = false;
  for (let rounds = 0, steady: readonly number[] = ports; ; ) {
    const open = await openPorts(ports, watched, context);
    const still = steady.filter((port) => open.includes(port));
    if (isEnough(still)) [steady, rounds] = [still, rounds + 1];
    else if (isEnough(open)) [steady, rounds] = [open, 1];
    else [steady, rounds] = [ports, 0];
    if (rounds >= steadyRounds) return steady;
    const waitedMs = clock.monotonicMs() - begun;
    if (rounds === 0 && waitedMs >= startPeriodSeconds * 1000 + patienceMs)
      throw await closed(ports, waitedMs, watched, context);
    if (rounds === 0 && !isHinted && waitedMs >= hintAfterMs) {
      isHinted = true;
      const hint = await listenerHint(ports, watched.component, context);
      if (hint !== null) await context.log.info(`Not ready yet: ${hint}.`);
    }
    await clock.sleep(rounds > 0 ? steadyPauseMs : closedPauseMs(waitedMs), signal);
  }
}

/** List the ports that accept a connection now. @throws AppError when the container exited */
export async function openPorts(
  ports: readonly number[],
  { component, network }: Watched,
  context: ActionContext,
): Promise<number[]> {
  const address = addressOf(await runningContainer(component, context), network);
  const accepts = await Promise.all(ports.map((port) => acceptsTcp(address, port, context)));
  return ports.filter((_, index) => accepts[index]);
}

/** Whether an address accepts a TCP connection. @throws AppError when the server itself cannot be reached */
export async function acceptsTcp(address: string, port: number, { host }: ActionContext): Promise<boolean> {
  try {
    await probeTcp(host, { address, port, timeoutMs: probeTimeoutMs });
    return true;
  } catch (error) {
    if (isServersFault(error)) throw error;
    return false;
  }
}

async function closed(
  ports: readonly number[],
  waitedMs: number,
  { component }: Watched,
  context: ActionContext,
): Promise<AppError> {
  const which = ports.length === 1 ? `port ${ports[0]} accepts` : `the ports ${ports.join(', ')} accept`;
  const hint = await listenerHint(ports, component, context);
  const advice =
    hint ??
    'set ports_exposes to the port that the program listens on, on address 0.0.0.0; for a worker without a port, clear ports_exposes, ports_mappings and domains';
  return unhealthy(`${which} no connections after ${Math.round(waitedMs / 1000)} s: ${advice}`);
}
