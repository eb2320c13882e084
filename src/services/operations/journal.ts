import { z } from 'zod';
import type { Database } from '../../db/database';
import {
  readAges,
  writeFailure,
  writeStepEnd,
  writeStepStart,
  writeUndoDelay,
} from '../../db/queries/operation-journal';
import type { Lease } from '../../db/queries/operation-lease';
import { type Facts, journalledFacts, mergeFacts } from '../../engine/plan/facts';
import type { Plan, Step } from '../../engine/plan/types';
import type { JobOffset, Journal, JournalState, LogEntry, UndoDelay } from '../../engine/step/journal';
import type { Clock } from '../../lib/clock';
import { CancelledInTime, LeaseLost } from './lease-lost';
import { LogWriter } from './log-writer';

export interface JournalOptions {
  database: Pick<Database, 'unscoped' | 'pool'>;
  lease: Lease;
  plan: Plan;
  clock: Clock;
  /** Called when a step has begun or ended. */
  onStep: (facts: Facts) => Promise<void>;
  onLog: () => void;
}

const failureSchema = z.object({ step: z.string(), reason: z.string(), cancelled: z.boolean() });
const offsetsSchema = z.record(z.string(), z.number());

/** The engine's journal in the rows of one operation. Every write is conditional on the lease (fencing). */
export class RowJournal implements Journal {
  readonly #options: JournalOptions;
  readonly #log: LogWriter;
  #closed = false;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#log = new LogWriter(options.database.pool, options.lease, options.onLog);
  }

  /** From here on every call rejects: the run stops where it is and undoes nothing. */
  close(): void {
    this.#closed = true;
  }

  async load(): Promise<JournalState> {
    this.#requireOpen();
    const { database, lease } = this.#options;
    const ages = await readAges(database.pool, lease.operationId);
    const row = await database.unscoped.operation.findUniqueOrThrow({
      where: { id: lease.operationId },
      include: { steps: { orderBy: [{ position: 'asc' }, { startedAt: 'asc' }] } },
    });
    const finished = row.steps.filter((step) => step.state === 'done' || step.state === 'skipped');
    return {
      ...ages,
      finishedSteps: finished.map((step) => step.stepId),
      startedSteps: row.steps.filter((step) => step.state !== 'skipped').map((step) => step.stepId),
      // Each step's facts were written by stepFinished below.
      facts: mergeFacts(...row.steps.map(({ facts }) => journalledFacts(facts as Record<string, unknown>))),
      jobOffsets: offsetsSchema.parse(row.jobOffsets),
      failure: row.failure === null ? null : failureSchema.parse(row.failure),
    };
  }

  async stepStarted({ id, title }: Pick<Step, 'id' | 'title'>): Promise<void> {
    this.#requireOpen();
    const { database, lease, clock, onStep } = this.#options;
    const step = { id, title, position: this.#positionOf(id), at: clock.now() };
    const result = await writeStepStart(database.pool, lease, step, this.#planned(id)?.irrevocable === true);
    if (result === 'lease lost') throw new LeaseLost();
    if (result === 'cancelled') throw new CancelledInTime();
    await onStep({});
  }

  async stepFinished(stepId: string, facts: Facts, skipped: boolean): Promise<void> {
    await this.#end(stepId, skipped ? 'skipped' : 'done', facts, null);
    await this.#options.onStep(facts);
  }

  async stepFailed(stepId: string, reason: string, cancelled: boolean): Promise<void> {
    const { database, lease, onStep } = this.#options;
    this.#requireOpen();
    if (!(await writeFailure(database.pool, lease, { step: stepId, reason, cancelled })))
      throw new LeaseLost();
    await this.#end(stepId, 'failed', {}, reason);
    await onStep({});
  }

  async undoDelayed(delay: UndoDelay): Promise<void> {
    this.#requireOpen();
    const { database, lease, onStep } = this.#options;
    if (!(await writeUndoDelay(database.pool, lease, delay))) throw new LeaseLost();
    await onStep({});
  }

  async append(lines: readonly LogEntry[], offset?: JobOffset): Promise<void> {
    this.#requireOpen();
    await this.#log.append(lines, offset);
  }

  async #end(
    id: string,
    state: 'done' | 'skipped' | 'failed',
    facts: Facts,
    error: string | null,
  ): Promise<void> {
    this.#requireOpen();
    const { database, lease, clock } = this.#options;
    const title = this.#planned(id)?.title ?? id;
    const end = { id, title, position: this.#positionOf(id), state, facts, error, at: clock.now() };
    if (!(await writeStepEnd(database.pool, lease, end))) throw new LeaseLost();
  }

  #planned(id: string): Step | undefined {
    return this.#options.plan.steps.find((step) => step.id === id);
  }

  #positionOf(id: string): number {
    return this.#options.plan.steps.findIndex((step) => step.id === id);
  }

  #requireOpen(): void {
    if (this.#closed) throw new LeaseLost();
  }
}
