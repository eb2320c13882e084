import type { OutputChunk } from '../../transport/output-chunk';
import type { StepLog } from '../step-log';

/** Longest line that is stored whole (`deployment.md` D10.4). */
const maxLineLength = 64 * 1024;

/**
 * Turns a job's output into log lines. Lines are stored together with the byte offset they reach, and only where the
 * output stands at the end of a line: a run that resumes from the stored offset continues with a whole line.
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
    this.partial = lines.pop() ?? '';
    this.pending.push(...lines.map((text) => ({ stream: chunk.stream, text: shortened(text) })));
    return this.partial === '' ? this.flush() : this.written;
  }

  /** The output has ended: what is left is a line too. */
  async end(): Promise<void> {
    if (this.partial !== '') this.pending.push({ stream: this.stream, text: shortened(this.partial) });
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

/** Progress bars rewrite their line with carriage returns: the last state is what a reader wants. */
function shortened(line: string): string {
  const last = line.replace(/\r+$/, '').split('\r').at(-1) ?? '';
  return last.length <= maxLineLength ? last : `${last.slice(0, maxLineLength)} … (cut)`;
}
