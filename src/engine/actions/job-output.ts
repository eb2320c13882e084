import type { OutputChunk } from '../../transport/output/output-chunk';
import type { StepLog } from '../step/step-log';

/** Longer than the longest stored line, so that a cut is detected. */
const mostPartial = 128 * 1024;

/**
 * Turn a job's output into log lines. Lines are stored with the byte offset they reach, and only up to the last
 * complete line: a run that resumes from the stored offset continues with a whole line.
 */
export class JobOutput {
  private pending: { stream: OutputChunk['stream']; text: string }[] = [];
  private partial = '';
  private stream: OutputChunk['stream'] = 'stdout';
  private offset = 0;
  private written: Promise<void> = Promise.resolve();

  constructor(
    private readonly job: string,
    private readonly log: StepLog,
  ) {}

  /**
   * Add a chunk. `offsetAfter` is the number of output bytes up to its end. Resolves when all complete lines are
   * stored.
   */
  push(chunk: OutputChunk, offsetAfter: number): Promise<void> {
    this.offset = offsetAfter;
    this.stream = chunk.stream;
    const lines = (this.partial + chunk.text).split('\n');
    this.partial = bounded(lines.pop() ?? '');
    this.pending.push(...lines.map((text) => ({ stream: chunk.stream, text: lastState(text) })));
    return this.partial === '' ? this.flush() : this.written;
  }

  /** Store the rest as a line when the output has ended. */
  async end(): Promise<void> {
    if (this.partial !== '') this.pending.push({ stream: this.stream, text: lastState(this.partial) });
    this.partial = '';
    await this.flush();
  }

  /** Write one batch after the other, so that lines keep their order whether or not the caller waits. */
  private flush(): Promise<void> {
    if (this.pending.length === 0) return this.written;
    const lines = this.pending;
    const offset = { job: this.job, offset: this.offset };
    this.pending = [];
    this.written = this.written.then(() => this.log.lines(lines, { offset }));
    return this.written;
  }
}

/** Cut an unfinished line to what will be shown, so that it cannot fill the memory. */
function bounded(partial: string): string {
  if (partial.length <= mostPartial) return partial;
  return lastState(partial).slice(0, mostPartial);
}

/** Keep the last state of a line: progress bars rewrite it with carriage returns. */
function lastState(line: string): string {
  return line.replace(/\r+$/, '').split('\r').at(-1) ?? '';
}
