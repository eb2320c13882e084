import { setMaxListeners } from 'node:events';
import type { Services } from '../services/context';
import { operationTable } from '../services/operation-kinds/operation-table';
import { claimNext } from '../services/operations/claim';
import { runOperation } from '../services/operations/run';

/** Time after which stopping runs are abandoned: their leases expire on their own. */
const STOP_LIMIT_MS = 10_000;

/** Operations that run in this process. */
export class OperationRunner {
  readonly #services: Services;
  readonly #processId: string;
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(services: Services, processId: string) {
    this.#services = services;
    this.#processId = processId;
    setMaxListeners(0, this.#stopping.signal); // every running operation listens to it
  }

  /** Start everything that may run on a server now; return once it is started. */
  async dispatch(serverUuid: string): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const claim = await claimNext(this.#services, serverUuid, this.#processId);
      if (!claim) return;
      const run = runOperation(this.#services, {
        claim,
        table: operationTable,
        stopping: this.#stopping.signal,
      });
      this.#running.add(run);
      void run.finally(() => this.#running.delete(run));
    }
  }

  /** Give every running operation back, for another process or the next start of this one. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const limit = new AbortController();
    const tooLong = this.#services.clock.sleep(STOP_LIMIT_MS, limit.signal).catch(() => undefined); // all ended in time
    await Promise.race([Promise.allSettled(this.#running), tooLong]);
    limit.abort();
  }
}
