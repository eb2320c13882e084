import { type Facts, mergeFacts } from '../plan/facts';
import type { Step } from '../plan/types';
import type { JobOffset, Journal, JournalState, LogEntry, UndoDelay } from '../step/journal';

/** Journal of one deployment, in memory. With `dieAfter`, the n-th write is the last that succeeds. */
export class MemoryJournal implements Journal {
  readonly lines: LogEntry[] = [];
  readonly events: string[] = [];
  writes = 0;
  private dieAfter = Number.POSITIVE_INFINITY;
  private finished: string[] = [];
  private started: string[] = [];
  private facts: Facts = {};
  private offsets: Record<string, number> = {};
  private failure: JournalState['failure'] = null;

  readonly delays: UndoDelay[] = [];

  /** Act as if the process were killed after that many more writes. */
  killAfter(writes: number): void {
    this.dieAfter = this.writes + writes;
  }

  revive(): void {
    this.dieAfter = Number.POSITIVE_INFINITY;
  }

  async load(): Promise<JournalState> {
    return structuredClone({
      runningMs: 0,
      undoingMs: 0,
      finishedSteps: this.finished,
      startedSteps: this.started,
      facts: this.facts,
      jobOffsets: this.offsets,
      failure: this.failure,
    });
  }

  async stepStarted(step: Pick<Step, 'id' | 'title'>): Promise<void> {
    this.write(`start ${step.id}`);
    this.started.push(step.id);
  }

  async stepFinished(stepId: string, facts: Facts, skipped: boolean): Promise<void> {
    this.write(`${skipped ? 'skip' : 'finish'} ${stepId}`);
    this.finished.push(stepId);
    this.facts = mergeFacts(this.facts, structuredClone(facts));
  }

  async stepFailed(stepId: string, reason: string, cancelled: boolean): Promise<void> {
    this.write(`${cancelled ? 'cancel' : 'fail'} ${stepId}`);
    this.failure = { step: stepId, reason, cancelled };
  }

  async undoDelayed(delay: UndoDelay): Promise<void> {
    this.write();
    this.delays.push(delay);
  }

  async append(lines: readonly LogEntry[], offset?: JobOffset): Promise<void> {
    this.write();
    this.lines.push(...lines);
    if (offset) this.offsets[offset.job] = offset.offset;
  }

  text(): string {
    return this.lines.map((line) => line.text).join('\n');
  }

  private write(event?: string): void {
    if (this.writes >= this.dieAfter) throw new Error('killed');
    this.writes++;
    if (event !== undefined) this.events.push(event);
  }
}
