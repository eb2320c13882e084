import type { Journal } from '../../engine/step/journal';
import type { Services } from '../context';
import { operationTable } from '../operation-kinds/operation-table';
import { claimNext } from './claim';
import { type Engine, realEngine } from './perform';
import { runOperation } from './run';

/** For integration tests only: a worker that is killed once, at a boundary counted from the start. */
export class Kill {
  #left: number;
  isDone = false;

  constructor(boundary: number) {
    this.#left = boundary;
  }

  pass(): void {
    if (this.isDone || this.#left-- > 0) return;
    this.isDone = true;
    throw new Error('killed');
  }

  async survive(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => {
      if (!(error instanceof Error && error.message === 'killed')) throw error;
    });
  }

  readonly engine: Engine = {
    ...realEngine,
    runPlan: (run) => realEngine.runPlan({ ...run, journal: this.#journal(run.journal) }),
  };

  /** Work until nothing waits for the server; another worker takes over from the killed one. @returns whether it was killed */
  async work(services: Services, serverUuid: string): Promise<boolean> {
    const { signal: stopping } = new AbortController();
    for (let worker = 1; ; worker++) {
      const claim = await claimNext(services, serverUuid, `worker ${worker}`);
      if (!claim) return this.isDone;
      await runOperation(services, { claim, table: operationTable, stopping, engine: this.engine });
      // Expire the lease of the worker that was killed.
      await services.database.pool.query(
        `UPDATE operations SET lease_until = clock_timestamp() - interval '1 second' WHERE lease_holder IS NOT NULL`,
      );
    }
  }

  /** Wrap a journal: the worker can be killed before and after each write of a step. */
  #journal(journal: Journal): Journal {
    return {
      load: () => journal.load(),
      append: (lines, offset) => journal.append(lines, offset),
      undoDelayed: (delay) => journal.undoDelayed(delay),
      stepStarted: async (step) => {
        this.pass();
        await journal.stepStarted(step);
        this.pass();
      },
      stepFinished: async (...end) => {
        this.pass();
        await journal.stepFinished(...end);
      },
      stepFailed: async (...end) => {
        this.pass();
        await journal.stepFailed(...end);
      },
    };
  }
}
