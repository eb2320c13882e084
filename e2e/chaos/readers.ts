import { setTimeout as sleep } from 'node:timers/promises';
import { terminal } from '../gantry/deployment';
import { type ChaosApi, other } from './api';
import type { Violations } from './history';
import type { ProcessName } from './schedule';
import { serverSentEvents } from './sse';
import type { Workload } from './workload';

/** How long the log of a container is followed. */
const followMs = 20_000;
const reconnectMs = 500;

/** What one reader of a deployment's events got: compared with the rows in the end. */
export interface ReadLog {
  deployment: string;
  orders: number[];
}

/** Readers of logs, which go on at the other process when theirs goes away. */
export class Readers {
  readonly finished: ReadLog[] = [];
  readonly #running = new Set<Promise<void>>();
  #following = 0;
  readonly #over = new AbortController();

  constructor(
    private readonly api: ChaosApi,
    private readonly violations: Violations,
  ) {}

  /** Readers of deployments that have not come to the end. */
  get following(): number {
    return this.#following;
  }

  /** Follow the newest deployment of an application to its end, and its containers for a while. */
  follow(workload: Workload, process: ProcessName): void {
    const { current } = workload;
    const newest = current ? [...current.operations.keys()].at(-1) : undefined;
    if (!current || newest === undefined) return;
    this.#following++;
    this.#start(this.#followDeployment(newest, process).finally(() => this.#following--));
    this.#start(this.#followContainers(current.uuid, process));
  }

  /** End what still reads. */
  async over(): Promise<void> {
    this.#over.abort();
    await Promise.all(this.#running);
  }

  #start(work: Promise<void>): void {
    this.#running.add(work);
    void work.finally(() => this.#running.delete(work));
  }

  async #followDeployment(deployment: string, first: ProcessName): Promise<void> {
    const orders: number[] = [];
    let lastId: string | null = null;
    let isLast = false;
    for (let process = first; ; process = other(process)) {
      const state = await this.api.call(process, 'GET', `/deployments/${deployment}?summary=1`);
      if (state?.status === 404) return; // removed with its application
      // What ended before the stream was opened is told whole by that stream.
      isLast = state?.status === 200 && terminal.includes(state.body.status);
      const limit = AbortSignal.any([this.#over.signal, AbortSignal.timeout(60_000)]);
      const stream = await this.api.open(process, `/deployments/${deployment}/events`, lastId, limit);
      let isWhole = false;
      if (stream) {
        isWhole = await this.#read(stream, (id, data) => {
          lastId = id ?? lastId;
          if (data.kind === 'log') orders.push(Number(data.order));
        });
      }
      if (isLast && isWhole) break;
      if (this.#over.signal.aborted) return;
      await sleep(reconnectMs);
    }
    this.finished.push({ deployment, orders });
  }

  async #followContainers(application: string, first: ProcessName): Promise<void> {
    const limit = AbortSignal.any([this.#over.signal, AbortSignal.timeout(followMs)]);
    let lastId: string | null = null;
    const seen = new Set<string>();
    for (let process = first; !limit.aborted; process = other(process)) {
      const stream = await this.api.open(process, `/applications/${application}/logs/follow`, lastId, limit);
      if (stream)
        await this.#read(stream, (id) => {
          if (id === null) return;
          lastId = id;
          if (seen.has(id)) this.violations.add(`A line of application ${application} came twice (${id})`);
          seen.add(id);
        });
      if (!limit.aborted) await sleep(reconnectMs);
    }
  }

  /** Whether the stream ended in order. */
  async #read(
    stream: Response,
    onEvent: (id: string | null, data: Record<string, unknown>) => void,
  ): Promise<boolean> {
    try {
      for await (const { id, data } of serverSentEvents(stream)) onEvent(id, JSON.parse(data));
      return true;
    } catch {
      return false; // the process went away, or the run is over
    }
  }
}
