import { setTimeout as sleep } from 'node:timers/promises';
import type { LabHost } from '../lab/types';
import type { RecordedFault } from './downtime';
import type { GantryPair } from './gantry-pair';
import type { History, Violations } from './history';
import type { OwnPostgres } from './postgres';
import { describeEvent, type FaultEvent, nameOf, type ProcessName } from './schedule';

export interface FaultTargets {
  postgres: OwnPostgres;
  pair: GantryPair;
  machines: ReadonlyMap<string, LabHost>;
}

export const proxyName = 'coolify-proxy';

/** Make the faults of the schedule happen, and keep when each one really began and ended. */
export class Faults {
  readonly recorded: RecordedFault[] = [];
  readonly #running = new Map<string, Promise<void>>();

  constructor(
    private readonly targets: FaultTargets,
    private readonly history: History,
    private readonly violations: Violations,
  ) {}

  /** A target that has not recovered from an earlier fault is left alone. */
  inject(event: FaultEvent): void {
    const key = `${event.kind} ${event.target}`;
    if (this.#running.has(key)) {
      this.history.add(`${describeEvent(event)} left out: not yet recovered`);
      return;
    }
    this.history.add(describeEvent(event));
    const work = this.#perform(event)
      .catch((error: unknown) => this.violations.failed(error))
      .finally(() => this.#running.delete(key));
    this.#running.set(key, work);
  }

  /** Resolve when everything was given back. */
  async over(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  async #perform(event: FaultEvent): Promise<void> {
    const { kind, target } = event;
    const fault: RecordedFault = { kind, target, from: this.history.now(), to: Number.POSITIVE_INFINITY };
    this.recorded.push(fault);
    const giveBack = await this.#takeAway(event);
    await sleep(event.lastsMs);
    await giveBack();
    fault.to = this.history.now();
    this.history.add(`end of ${nameOf(event)}: ${event.way}`);
  }

  /** Return what ends the fault. */
  #takeAway(event: FaultEvent): Promise<() => Promise<void>> {
    if (event.kind === 'postgres') return this.#postgres(event.way);
    if (event.kind === 'gantry') return this.#gantry(event.target as ProcessName, event.way); // the schedule has these targets
    const host = this.targets.machines.get(event.target);
    if (!host) throw new Error(`There is no machine ${event.target}.`);
    if (event.kind === 'proxy') return proxyFault(host, event.way);
    return daemonFault(host, event.kind, event.way);
  }

  async #postgres(way: string): Promise<() => Promise<void>> {
    const { postgres } = this.targets;
    if (way === 'freeze') {
      await postgres.signal('SIGSTOP');
      return () => postgres.signal('SIGCONT');
    }
    await (way === 'kill' ? postgres.kill() : postgres.stop());
    return () => postgres.start();
  }

  async #gantry(name: ProcessName, way: string): Promise<() => Promise<void>> {
    const gantry = this.targets.pair[name];
    if (way === 'freeze') {
      gantry.freeze();
      return async () => gantry.thaw();
    }
    await gantry.end(way === 'kill' ? 'SIGKILL' : 'SIGTERM');
    // PostgreSQL may be away at the same time: a service manager starts it again until it stays.
    return () => gantry.boot(() => this.#isPostgresHindered(this.history.now()));
  }

  #isPostgresHindered(now: number): boolean {
    const bootMs = 60_000;
    return this.recorded.some(({ kind, to }) => kind === 'postgres' && to > now - bootMs);
  }
}

async function daemonFault(
  host: LabHost,
  program: 'sshd' | 'dockerd',
  way: string,
): Promise<() => Promise<void>> {
  if (way === 'freeze') {
    await host.freeze(program);
    return () => host.thaw(program);
  }
  if (program === 'sshd') {
    await host.stopSshd();
    return () => host.startSshd();
  }
  await host.stopDocker();
  return () => host.startDocker();
}

async function proxyFault(host: LabHost, way: string): Promise<() => Promise<void>> {
  const nothing = async () => undefined;
  if (way === 'remove' || way === 'kill') {
    await host.exec(way === 'kill' ? ['docker', 'kill', proxyName] : ['docker', 'rm', '--force', proxyName]);
    return nothing;
  }
  const { stdout } = await host.exec(['docker', 'inspect', '--format', '{{.State.Pid}}', proxyName]);
  const pid = stdout.trim();
  if (!/^[1-9]\d*$/.test(pid)) return nothing; // it is gone already
  await host.exec(['kill', way === 'freeze' ? '-STOP' : '-KILL', pid]);
  return way === 'freeze'
    ? async () => {
        await host.exec(['kill', '-CONT', pid]);
      }
    : nothing;
}
