import type { OutputChunk } from '../../transport/output/output-chunk';
import type { StepLog } from '../step/step-log';

/** More than the longest line that is stored, so that it is seen to be cut. */
const mostPartial = 128 * 1024;

/**
 * Turn a job's output into log lines. Lines are stored together with the byte offset they reach, and only where the
 * output ends with a whole line: a run that resumes from the stored offset continues with a whole line.
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

  /** `offsetAfter`: bytes of the job's output up to the end of this chunk. Resolves when what is complete is stored. */
  push(chunk: OutputChunk, offsetAfter: number): Promise<void> {
    this.offset = offsetAfter;
    this.stream = chunk.stream;
    const lines = (this.partial + chunk.text).split('\n');
    this.partial = bounded(lines.pop() ?? '');
    this.pending.push(...lines.map((text) => ({ stream: chunk.stream, text: lastState(text) })));
    return this.partial === '' ? this.flush() : this.written;
  }

  /** The output has ended: what is left is a line too. */
  async end(): Promise<void> {
    if (this.partial !== '') this.pending.push({ stream: this.stream, text: lastState(this.partial) });
    this.partial = '';
    await this.flush();
  }

  /** One write after the other, so that lines keep their order whether or not the caller waits. */
  private flush(): Promise<void> {
    if (this.pending.length === 0) return this.written;
    const lines = this.pending;
    const offset = { job: this.job, offset: this.offset };
    this.pending = [];
    this.written = this.written.then(() => this.log.lines(lines, { offset }));
    return this.written;
  }
}

/** A line without an end must not fill the memory: as much of it is kept as will be shown. */
function bounded(partial: string): string {
  if (partial.length <= mostPartial) return partial;
  return lastState(partial).slice(0, mostPartial);
}

/** Progress bars rewrite their line with carriage returns: the last state is what a reader wants. */
function lastState(line: string): string {
  return line.replace(/\r+$/, '').split('\r').at(-1) ?? '';
}
