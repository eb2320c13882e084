import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../src/lib/free-port';
import { SECRET_KEY } from '../gantry/gantry';
import { GantryProcess } from '../gantry/gantry-process';
import { Rest } from '../gantry/rest';
import type { History, Violations } from './history';
import { type ProcessName, processNames } from './schedule';

const restartPauseMs = 500;
/** It gives its requests and its deployments ten seconds each. */
const endLimitMs = 60_000;
/** After a process was let go it has its backlog to answer first. */
const afterThawMs = 10_000;

/** A process of Gantry with what a service manager does: it is started again when it ends. */
export class ChaosProcess {
  readonly base: string;
  readonly logFile: string;
  readonly #gantry: GantryProcess;
  /** Until when the run itself kept the process from answering; Infinity while it does. */
  #hinderedUntil = 0;

  constructor(
    readonly name: ProcessName,
    options: { port: number; folder: string; env: Record<string, string> },
    private readonly history: History,
    private readonly violations: Violations,
  ) {
    this.base = `http://127.0.0.1:${options.port}/api/v1`;
    this.logFile = join(options.folder, `gantry-${name}.log`);
    const env = {
      ...process.env,
      ...options.env,
      PORT: String(options.port),
      GANTRY_DATA_DIR: join(options.folder, `data-${name}`),
    };
    this.#gantry = new GantryProcess(env, () => new Rest(this.base, '').isHealthy(), this.logFile);
  }

  isExpectedToAnswer(since: number): boolean {
    return since > this.#hinderedUntil;
  }

  get pid(): number | undefined {
    return this.#gantry.pid;
  }

  get output(): string {
    return this.#gantry.output;
  }

  /** Start it until it answers. Without PostgreSQL it may end with a message; then it is started again. */
  async boot(mayWait: () => boolean): Promise<void> {
    for (;;) {
      try {
        await this.#gantry.boot();
        this.#hinderedUntil = this.history.now();
        return;
      } catch (error) {
        await this.#gantry.kill('SIGKILL');
        if (!mayWait()) throw error;
        await sleep(restartPauseMs);
      }
    }
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.#hinderedUntil = Number.POSITIVE_INFINITY;
    this.#gantry.thaw(); // a frozen process would hear no signal
    const inTime = new AbortController();
    const late = sleep(endLimitMs, true, { signal: inTime.signal }).catch(() => false); // it ended in time
    const isLate = await Promise.race([this.#gantry.kill(signal), late]);
    inTime.abort();
    if (isLate !== true) return;
    this.violations.add(`Gantry ${this.name} did not end within ${endLimitMs / 1000} s of ${signal}`);
    await this.#gantry.kill('SIGKILL');
  }

  freeze(): void {
    this.#hinderedUntil = Number.POSITIVE_INFINITY;
    this.#gantry.freeze();
  }

  thaw(): void {
    this.#gantry.thaw();
    this.#hinderedUntil = this.history.now() + afterThawMs;
  }

  /** A process that ended although nothing was done to it breaks a promise; it is started again all the same. */
  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(250);
      if (this.#gantry.isRunning || this.#hinderedUntil === Number.POSITIVE_INFINITY) continue;
      const tail = this.#gantry.output.trimEnd().split('\n').slice(-12).join('\n      ');
      this.violations.add(`Gantry ${this.name} ended by itself`, { detail: tail });
      this.#hinderedUntil = Number.POSITIVE_INFINITY;
      await this.boot(() => !signal.aborted);
    }
  }
}

export type GantryPair = Record<ProcessName, ChaosProcess>;

/** Two processes that answer requests and do the work, on one PostgreSQL and one Redis. Not started yet. */
export async function gantryPair(
  options: { folder: string; databaseUrl: string; redisUrl: string; internalHosts: string },
  history: History,
  violations: Violations,
): Promise<GantryPair> {
  const env = {
    HOST: '127.0.0.1',
    DATABASE_URL: options.databaseUrl,
    REDIS_URL: options.redisUrl,
    INTERNAL_HOSTS: options.internalHosts,
    GANTRY_SECRET_KEY: SECRET_KEY,
    NEXTAUTH_SECRET: SECRET_KEY,
    GANTRY_LOG_LEVEL: 'info',
    API_RATE_LIMIT: '1000000',
  };
  const make = async (name: ProcessName) =>
    new ChaosProcess(name, { port: await freePort(), folder: options.folder, env }, history, violations);
  const [a, b] = [await make('a'), await make('b')];
  return { a, b };
}

export const eachProcess = (pair: GantryPair): ChaosProcess[] => processNames.map((name) => pair[name]);
